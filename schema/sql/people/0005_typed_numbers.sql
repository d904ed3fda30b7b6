-- Card numbers are typed in any case, by strangers too: looking one up must not walk over all cards.
CREATE INDEX seat_card_live_nocase ON seat_card (handle COLLATE NOCASE) WHERE revoked = 0;

// Carries out what prepares a series, once the whole of it has been judged.
#pragma once

#include "core/preparation.hpp"
#include "hall/front.hpp"

#include <functional>
#include <string>

namespace rostrum::hall {

class Halls;

/// All of it is submitted within one task of the hall thread, so that nothing comes between the
/// judgement and what follows from it. Answers the first that was not done; what a crash left out,
/// the same preparation does when it comes again.
void prepare(Halls& halls, const core::Actor& actor, core::SeriesPreparation preparation,
             std::function<std::string()> fresh_id, std::function<void(Answer)> done);

} // namespace rostrum::hall

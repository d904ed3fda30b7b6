#include "papers/record.hpp"

namespace rostrum::papers {

std::string series_name(const core::Series& series)
{
    return series.title.starts_with(series.city) ? series.title : series.city + series.title;
}

std::string office_of(const Record& record)
{
    return record.series + "秘书处";
}

std::string name_of(const Record& record, const core::ParticipantId& participant)
{
    const auto named = record.names.find(participant);
    if (named == record.names.end() || named->second.name.empty()) return participant.value;
    return named->second.name;
}

} // namespace rostrum::papers

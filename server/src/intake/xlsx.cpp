// Office Open XML workbooks (ECMA-376): which parts there are, and what their sheets share.
#include "intake/archive.hpp"
#include "intake/limits.hpp"
#include "intake/number_format.hpp"
#include "intake/workbook.hpp"
#include "intake/xlsx_sheet.hpp"
#include "intake/xml.hpp"

#include <charconv>
#include <map>
#include <utility>

namespace rostrum::intake {
namespace {

/// Who refers to which part, by id, and by what a part is for.
class Relations : public XmlListener {
public:
    explicit Relations(std::string folder) : folder_{std::move(folder)} {}

    void start(std::string_view name, const Attributes& attributes) override
    {
        if (name != "Relationship" || attributes.get("TargetMode") == "External") return;
        const auto type = attributes.get("Type");
        const auto part = resolved(attributes.get("Target"));
        by_id_.emplace(attributes.get("Id"), part);
        by_kind_.emplace(type.substr(std::min(type.rfind('/') + 1, type.size())), part);
    }
    void end(std::string_view /*name*/) override {}
    void text(std::string_view /*piece*/) override {}

    [[nodiscard]] std::string by_id(std::string_view id) const { return find(by_id_, id); }
    [[nodiscard]] std::string by_kind(std::string_view kind) const { return find(by_kind_, kind); }

private:
    using Parts = std::map<std::string, std::string, std::less<>>;

    static std::string find(const Parts& parts, std::string_view key)
    {
        const auto found = parts.find(key);
        return found == parts.end() ? std::string{} : found->second;
    }

    /// From the archive's top. Whatever it says, it can only name a part of the archive.
    [[nodiscard]] std::string resolved(std::string_view target) const
    {
        if (target.starts_with('/')) return std::string{target.substr(1)};
        if (target.starts_with("./")) target.remove_prefix(2);
        return folder_ + std::string{target};
    }

    std::string folder_;
    Parts by_id_;
    Parts by_kind_;
};

struct SheetEntry {
    std::string name;
    std::string relation;
    bool hidden{false};
};

class WorkbookPart : public XmlListener {
public:
    void start(std::string_view name, const Attributes& attributes) override
    {
        if (name == "workbookPr") from_1904 = attributes.is_set("date1904");
        if (name != "sheet") return;
        if (sheets.size() == limits::sheets_max) return stop(Fault::too_many_sheets);
        const auto state = attributes.get("state");
        sheets.push_back({shown(attributes.get("name")), std::string{attributes.get("id")},
                          state == "hidden" || state == "veryHidden"});
    }
    void end(std::string_view /*name*/) override {}
    void text(std::string_view /*piece*/) override {}

    std::vector<SheetEntry> sheets;
    bool from_1904{false};
};

class SharedTexts : public XmlListener {
public:
    void start(std::string_view name, const Attributes& /*attributes*/) override
    {
        if (name == "si") current_.clear();
        if (name == "rPh") in_reading_ = true; // How it is pronounced.
        in_text_ = name == "t" && !in_reading_;
    }
    void end(std::string_view name) override
    {
        in_text_ = false;
        if (name == "rPh") in_reading_ = false;
        if (name != "si") return;
        if (texts.size() == limits::shared_texts_max) return stop(Fault::too_many_cells);
        texts.push_back(std::move(current_));
        current_.clear();
    }
    void text(std::string_view piece) override
    {
        // Longer than any cell may be: it is cut here, and the cell that shows it is refused.
        if (in_text_ && current_.size() <= limits::cell_bytes_max) current_ += piece;
    }

    std::vector<std::string> texts;

private:
    std::string current_;
    bool in_text_{false};
    bool in_reading_{false};
};

class Styles : public XmlListener {
public:
    void start(std::string_view name, const Attributes& attributes) override
    {
        if (name == "numFmt") own_[number(attributes)] = attributes.get("formatCode");
        if (name == "cellXfs") in_cells_ = true;
        if (name == "xf" && in_cells_) numbers_.push_back(number(attributes));
        if (numbers_.size() > 100'000 || own_.size() > 10'000) stop(Fault::workbook_is_broken);
    }
    void end(std::string_view name) override
    {
        if (name == "cellXfs") in_cells_ = false;
    }
    void text(std::string_view /*piece*/) override {}

    /// The format of each style, in their order.
    [[nodiscard]] std::vector<std::string> formats() const
    {
        std::vector<std::string> formats;
        for (const int one : numbers_) {
            const auto own = own_.find(one);
            formats.emplace_back(own == own_.end() ? built_in_format(one) : own->second);
        }
        return formats;
    }

private:
    static int number(const Attributes& attributes)
    {
        int number = 0;
        const auto text = attributes.get("numFmtId");
        std::from_chars(text.data(), text.data() + text.size(), number);
        return number;
    }

    std::map<int, std::string> own_;
    std::vector<int> numbers_;
    bool in_cells_{false};
};

std::string folder_of(const std::string& part)
{
    return part.substr(0, part.rfind('/') + 1);
}

std::string relations_of(const std::string& part)
{
    const auto folder = folder_of(part);
    return folder + "_rels/" + part.substr(folder.size()) + ".rels";
}

class XlsxReading {
public:
    explicit XlsxReading(Archive archive) : archive_{std::move(archive)} {}

    std::optional<Fault> read(Workbook& workbook)
    {
        if (!archive_.has("_rels/.rels")) return Fault::not_a_workbook;
        Relations top{""};
        if (const auto fault = read_xml(archive_, "_rels/.rels", top)) return fault;
        const auto main = top.by_kind("officeDocument");
        if (main.empty() || !archive_.has(relations_of(main))) return Fault::not_a_workbook;
        WorkbookPart part;
        if (const auto fault = read_xml(archive_, main, part)) return fault;
        if (part.sheets.empty()) return Fault::not_a_workbook;
        Relations relations{folder_of(main)};
        if (const auto fault = read_xml(archive_, relations_of(main), relations)) return fault;
        if (const auto fault = read_shared(relations)) return fault;
        shared_.counts_from_1904 = part.from_1904;
        for (const auto& entry : part.sheets) {
            const auto path = relations.by_id(entry.relation);
            if (path.empty() || !archive_.has(path)) continue; // A sheet of a chart.
            if (const auto fault = read_sheet(path, entry, workbook)) return fault;
        }
        if (workbook.sheets.empty()) return Fault::not_a_workbook;
        return std::nullopt;
    }

    [[nodiscard]] const std::string& at_sheet() const { return at_sheet_; }
    [[nodiscard]] std::int64_t at_row() const { return at_row_; }

private:
    std::optional<Fault> read_shared(const Relations& relations)
    {
        if (const auto path = relations.by_kind("sharedStrings"); !path.empty()) {
            SharedTexts texts;
            if (const auto fault = read_xml(archive_, path, texts)) return fault;
            shared_.texts = std::move(texts.texts);
        }
        if (const auto path = relations.by_kind("styles"); !path.empty()) {
            Styles styles;
            if (const auto fault = read_xml(archive_, path, styles)) return fault;
            shared_.formats = styles.formats();
        }
        return std::nullopt;
    }

    std::optional<Fault> read_sheet(const std::string& path, const SheetEntry& entry,
                                    Workbook& workbook)
    {
        at_sheet_ = entry.name;
        SheetReader reader{shared_};
        const auto fault = read_xml(archive_, path, reader);
        at_row_ = reader.row();
        if (fault) return fault;
        if (const auto merge_fault = reader.fill_merged()) return merge_fault;
        auto sheet = std::move(reader.sheet());
        sheet.name = entry.name;
        sheet.hidden = entry.hidden;
        workbook.sheets.push_back(std::move(sheet));
        at_row_ = 0;
        return std::nullopt;
    }

    Archive archive_;
    SharedParts shared_;
    std::string at_sheet_;
    std::int64_t at_row_{0};
};

} // namespace

std::expected<Workbook, Note> read_xlsx_file(std::string_view bytes)
{
    auto archive = Archive::open(bytes);
    if (!archive) return std::unexpected{Note{.fault = archive.error()}};
    Workbook workbook{Format::xlsx, {}, {}, {}};
    XlsxReading reading{std::move(*archive)};
    if (const auto fault = reading.read(workbook))
        return std::unexpected{Note{*fault, reading.at_row(), 0, {}, reading.at_sheet()}};
    return workbook;
}

} // namespace rostrum::intake

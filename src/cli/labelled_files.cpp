// SPDX-License-Identifier: MIT
// Cli: ReadStat's writer over the cells of a table.
#include "cli/labelled_files.h"

#include <readstat.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <memory>

#include "export/formats.h"
#include "export/text.h"

namespace triptych::cli {
namespace {

using export_::Column;
using export_::Edition;
using export_::Holds;
using export_::Meaning;
using export_::TableFile;
using export_::Variable;

/// The least of what both formats take, in bytes.
constexpr std::size_t kVariableLabel = 80;
constexpr std::size_t kFileLabel = 64;
constexpr std::size_t kValueLabel = 120;
constexpr std::size_t kText = 2045;
constexpr int kStata14 = 118;

enum class Format { sav, dta };

ssize_t append(const void* bytes, size_t count, void* out) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), count);
  return static_cast<ssize_t>(count);
}

struct Free {
  void operator()(readstat_writer_t* writer) const { readstat_writer_free(writer); }
};

/// Midnight of the day, in the local time that ReadStat writes.
std::time_t moment_of(const std::string& date) {
  std::tm day{};
  day.tm_year = std::atoi(date.substr(0, 4).c_str()) - 1900;
  day.tm_mon = std::atoi(date.substr(5, 2).c_str()) - 1;
  day.tm_mday = std::atoi(date.substr(8).c_str());
  day.tm_isdst = -1;
  return std::mktime(&day);
}

class Writer {
 public:
  Writer(const Edition& edition, const TableFile& table, Format format) : edition_(edition), table_(table), format_(format) {}

  readstat_error_t run(const std::string& date) {
    readstat_set_data_writer(writer_.get(), append);
    readstat_writer_set_file_timestamp(writer_.get(), moment_of(date));
    readstat_writer_set_file_label(writer_.get(), std::string(export_::cut(export_::name_of(edition_), kFileLabel)).c_str());
    if (format_ == Format::dta) readstat_writer_set_file_format_version(writer_.get(), kStata14);
    add_variables();
    const long rows = static_cast<long>(table_.rows.size()) - 1;
    readstat_error_t status = format_ == Format::sav ? readstat_begin_writing_sav(writer_.get(), &bytes_, rows)
                                                     : readstat_begin_writing_dta(writer_.get(), &bytes_, rows);
    for (std::size_t row = 1; status == READSTAT_OK && row < table_.rows.size(); ++row) status = write_row(table_.rows[row]);
    return status == READSTAT_OK ? readstat_end_writing(writer_.get()) : status;
  }

  std::string take() { return std::move(bytes_); }

 private:
  void add_variables() {
    const readstat_type_t flag = format_ == Format::sav ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_INT32;
    readstat_label_set_t* yes_no = readstat_add_label_set(writer_.get(), flag, "yesno");
    for (const int value : {0, 1}) {
      const std::string word(export_::word_of(edition_, value == 0 ? "no" : "yes"));
      if (format_ == Format::sav) {
        readstat_label_double_value(yes_no, value, word.c_str());
      } else {
        readstat_label_int32_value(yes_no, value, word.c_str());
      }
    }
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const Column& column = table_.columns[i];
      std::size_t width = 1;
      for (const export_::Row& row : table_.rows) width = std::max(width, std::min(row[i].text.size(), kText));
      if (table_.variables[i]) {
        add_answers(*table_.variables[i]);
        continue;
      }
      const readstat_type_t type = column.holds == Holds::text ? READSTAT_TYPE_STRING : column.holds == Holds::flag ? flag : READSTAT_TYPE_DOUBLE;
      readstat_variable_t* variable =
          readstat_add_variable(writer_.get(), std::string(column.name).c_str(), type, column.holds == Holds::text ? width : 0);
      readstat_variable_set_label(variable, std::string(export_::cut(export_::word_of(edition_, column.name), kVariableLabel)).c_str());
      readstat_variable_set_measure(variable, column.holds == Holds::number ? READSTAT_MEASURE_SCALE : READSTAT_MEASURE_NOMINAL);
      if (column.holds == Holds::flag) readstat_variable_set_label_set(variable, yes_no);
      variables_.push_back(variable);
    }
  }

  /// A column of rows: its answers' words, and which codes are missing: in .dta as ".a" to ".d".
  void add_answers(const Variable& own) {
    const bool sav = format_ == Format::sav;
    const readstat_type_t type = sav ? READSTAT_TYPE_DOUBLE : READSTAT_TYPE_INT32;
    readstat_label_set_t* labels = readstat_add_label_set(writer_.get(), type, own.name.c_str());
    readstat_variable_t* variable = readstat_add_variable(writer_.get(), own.name.c_str(), type, 0);
    readstat_variable_set_label(variable, std::string(export_::cut(own.label, kVariableLabel)).c_str());
    readstat_variable_set_measure(variable, own.level == export_::Level::ordinal ? READSTAT_MEASURE_ORDINAL : READSTAT_MEASURE_NOMINAL);
    readstat_variable_set_label_set(variable, labels);
    for (const export_::Category& category : own.categories) {
      if (category.meaning == Meaning::unanswered) continue;
      const std::string words(export_::cut(category.label, kValueLabel));
      const auto code = static_cast<double>(category.code);
      const char letter = export_::missing_letter(category.meaning);
      if (sav) {
        readstat_label_double_value(labels, code, words.c_str());
        if (letter != 0) readstat_variable_add_missing_double_value(variable, code);
      } else if (letter != 0) {
        readstat_label_tagged_value(labels, letter, words.c_str());
      } else {
        readstat_label_int32_value(labels, static_cast<int>(category.code), words.c_str());
      }
    }
    variables_.push_back(variable);
  }

  readstat_error_t write_answer(const std::string& text, const Variable& own, readstat_variable_t* variable) {
    if (text.empty()) return readstat_insert_missing_value(writer_.get(), variable);
    const int code = std::atoi(text.c_str());
    if (format_ == Format::sav) return readstat_insert_double_value(writer_.get(), variable, code);
    for (const export_::Category& category : own.categories) {
      const char letter = export_::missing_letter(category.meaning);
      if (letter != 0 && category.code == code) return readstat_insert_tagged_missing_value(writer_.get(), variable, letter);
    }
    return readstat_insert_int32_value(writer_.get(), variable, code);
  }

  readstat_error_t write_row(const export_::Row& row) {
    readstat_error_t status = readstat_begin_row(writer_.get());
    for (std::size_t i = 0; status == READSTAT_OK && i < row.size(); ++i) {
      const Variable* own = table_.variables[i];
      status = own ? write_answer(row[i].text, *own, variables_[i]) : write_cell(row[i].text, table_.columns[i].holds, variables_[i]);
    }
    return status == READSTAT_OK ? readstat_end_row(writer_.get()) : status;
  }

  readstat_error_t write_cell(const std::string& text, Holds holds, readstat_variable_t* variable) {
    if (holds == Holds::text) return readstat_insert_string_value(writer_.get(), variable, std::string(export_::cut(text, kText)).c_str());
    if (text.empty()) return readstat_insert_missing_value(writer_.get(), variable);
    if (holds == Holds::flag && format_ == Format::dta) return readstat_insert_int32_value(writer_.get(), variable, std::atoi(text.c_str()));
    return readstat_insert_double_value(writer_.get(), variable, std::strtod(text.c_str(), nullptr));
  }

  const Edition& edition_;
  const TableFile& table_;
  const Format format_;
  std::unique_ptr<readstat_writer_t, Free> writer_{readstat_writer_init()};
  std::vector<readstat_variable_t*> variables_;
  std::string bytes_;
};

}  // namespace

Result<std::vector<export_::File>> labelled_files(const Edition& edition, const std::string& date) {
  std::vector<export_::File> files;
  const std::vector<Variable> variables = export_::variables_of(edition);
  for (const TableFile& table : export_::tables_of(edition, variables)) {
    for (const Format format : {Format::sav, Format::dta}) {
      const std::string path = table.path.substr(0, table.path.rfind('.')) + (format == Format::sav ? ".sav" : ".dta");
      Writer writer(edition, table, format);
      const readstat_error_t status = writer.run(date);
      if (status != READSTAT_OK) return Error{ErrorCode::export_labelled, path, {{"reason", readstat_error_message(status)}}};
      files.push_back({path, writer.take()});
    }
  }
  return files;
}

}  // namespace triptych::cli

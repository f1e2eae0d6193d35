// SPDX-License-Identifier: MIT
// Cli: bundles, packed by libzip.
#include "cli/bundles.h"

#include <zip.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/calendar.h"
#include "base/sha256.h"
#include "cli/files.h"
#include "cli/labelled_files.h"
#include "export/bundle.h"
#include "json/reader.h"
#include "json/writer.h"
#include "package/about.h"
#include "server/store.h"

namespace triptych::cli {
namespace {

namespace fs = std::filesystem;

/// `use` is given the edition, which lives as long as the call.
template <class Use>
auto with_edition(const BundleOf& of, const Console& console, const Use& use) {
  const Survey& survey = of.request.survey;
  const std::string_view language = console.messages().language();
  Object codebooks;
  for (const std::string& one : package::languages_of(survey.codebook, of.request.widget)) {
    codebooks.set(one, ballot::describe(survey.codebook, survey.questionnaire, one));
  }
  codebooks.set(language, ballot::describe(survey.codebook, survey.questionnaire, language));
  const Value labels(std::move(codebooks));
  const Value about = package::about(survey.questionnaire, survey.codebook, of.request.widget, of.policy, language, of.date);
  const Value words = console.messages().all("export.word.");
  return use(export_::Edition{of.released, labels, about, words, of.rows});
}

/// What a zip keeps of a day: years since 1980, month, day. No hour: the same files of the same day are the same zip.
std::uint16_t zip_day(const std::string& date) {
  constexpr int kFirstYear = 1980;
  constexpr unsigned kMonthAt = 5;
  constexpr unsigned kYearAt = 9;
  const int year = std::max(kFirstYear, std::stoi(date.substr(0, 4)));
  const int month = std::stoi(date.substr(5, 2));
  const int day = std::stoi(date.substr(8));
  return static_cast<std::uint16_t>((year - kFirstYear) << kYearAt | month << kMonthAt | day);
}

struct ZipError : zip_error_t {
  ZipError() : zip_error_t{} { zip_error_init(this); }
  ~ZipError() { zip_error_fini(this); }
  ZipError(const ZipError&) = delete;
  ZipError& operator=(const ZipError&) = delete;
};
using ZipSource = std::unique_ptr<zip_source_t, decltype(&zip_source_free)>;
using ZipArchive = std::unique_ptr<zip_t, decltype(&zip_discard)>;

Result<std::string> zip_of(const std::vector<export_::File>& files, const std::string& date, const std::string& path) {
  const auto failed = [&](zip_error_t* why) {
    return Error{ErrorCode::cli_write, path, {{"reason", zip_error_strerror(why)}}};
  };
  ZipError error;
  const ZipSource target(zip_source_buffer_create(nullptr, 0, 0, &error), &zip_source_free);
  if (!target) return failed(&error);
  ZipArchive archive(zip_open_from_source(target.get(), ZIP_TRUNCATE, &error), &zip_discard);
  if (!archive) return failed(&error);
  zip_source_keep(target.get());  // the archive owns one, this function the other
  for (const export_::File& file : files) {
    ZipSource source(zip_source_buffer(archive.get(), file.bytes.data(), file.bytes.size(), 0), &zip_source_free);
    const zip_int64_t at = source ? zip_file_add(archive.get(), file.path.c_str(), source.get(), ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0) return failed(zip_get_error(archive.get()));
    source.release();  // the archive's now
    zip_file_set_dostime(archive.get(), static_cast<zip_uint64_t>(at), 0, zip_day(date), 0);
  }
  if (zip_close(archive.get()) != 0) return failed(zip_get_error(archive.get()));
  archive.release();
  if (zip_source_open(target.get()) != 0) return failed(zip_source_error(target.get()));
  zip_stat_t stat;
  zip_source_stat(target.get(), &stat);
  std::string bytes(stat.size, '\0');
  const zip_int64_t read = zip_source_read(target.get(), bytes.data(), bytes.size());
  zip_source_close(target.get());
  if (read != static_cast<zip_int64_t>(bytes.size())) return failed(zip_source_error(target.get()));
  return bytes;
}

/// {"version":1,"bundles":[…]}, or an empty one where there is none. What cannot be read is not taken for empty: the others would be lost.
Result<Array> read_index(const std::string& path) {
  if (!fs::exists(path)) return Array();
  const Error wrong{ErrorCode::data_index, path, {}};
  const Result<Value> index = load_json(path);
  if (!index.ok()) return index.error().code == ErrorCode::cli_read ? index.error() : wrong;
  const Array* bundles = index.value()["bundles"].array();
  if (index.value()["version"].number_or(0) != 1 || !bundles) return wrong;
  return *bundles;
}

/// As web/src/desk/bundle.ts describes one.
Object line_of(const std::vector<export_::File>& files, const std::string& name, const std::string& zip) {
  const auto described = std::find_if(files.begin(), files.end(), [](const export_::File& file) { return file.path == "datapackage.json"; });
  const Value package = json::read(described->bytes).value();
  const Value& own = package["triptych"];
  const Sha256 digest = sha256(zip);
  const Array* licenses = package["licenses"].array();
  Object line{{"file", name},
              {"bytes", zip.size()},
              {"sha256", hex({reinterpret_cast<const char*>(digest.data()), digest.size()})}};
  for (const char* key : {"survey", "wave", "number"}) line.set(key, own[key]);
  line.set("title", package["title"]);
  constexpr std::size_t kDay = 10;
  line.set("created", package["created"].string_or("").substr(0, kDay));
  for (const char* key : {"language", "simulated", "closed", "ballots"}) line.set(key, own[key]);
  line.set("citation", package["citation"]);
  line.set("license", licenses && !licenses->empty() ? licenses->front() : Value(Null{}));
  return line;
}

/// Surveys from z to a, the newest first, as the workbench writes them.
bool comes_before(const Value& a, const Value& b) {
  if (a["survey"].string_or("") != b["survey"].string_or("")) return a["survey"].string_or("") > b["survey"].string_or("");
  if (a["wave"].number_or(0) != b["wave"].number_or(0)) return a["wave"].number_or(0) > b["wave"].number_or(0);
  return a["number"].number_or(0) > b["number"].number_or(0);
}

}  // namespace

Result<std::string> take_date(Arguments& arguments) {
  constexpr std::size_t kLength = 10;  // 2026-11-26
  const std::optional<std::string> written = arguments.take("date");
  if (!written) return server::utc_today();
  const Error wrong{ErrorCode::usage_date, "--date", {}};
  if (written->size() != kLength || (*written)[4] != '-' || (*written)[7] != '-') return wrong;
  for (const std::size_t at : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if ((*written)[at] < '0' || (*written)[at] > '9') return wrong;
  }
  const CivilDate date{std::stoi(written->substr(0, 4)), std::stoi(written->substr(5, 2)), std::stoi(written->substr(8))};
  if (date.month < 1 || date.month > 12 || civil_from_days(days_from_civil(date)).day != date.day) return wrong;
  return *written;
}

Result<std::vector<export_::File>> bundle_files(const BundleOf& of, const Console& console) {
  return with_edition(of, console, [&](const export_::Edition& edition) -> Result<std::vector<export_::File>> {
    std::vector<export_::File> also;
    if (of.labelled) also = TRIPTYCH_TRY(labelled_files(edition, of.date));
    return export_::bundle(edition, std::move(also));
  });
}

Result<std::optional<disclosure::ReleasedRows>> rows_of(const tally::Columns& columns, const disclosure::Policy& policy,
                                                        const disclosure::Release& closing, Console& console) {
  constexpr std::uint64_t kHundred = 100;
  if (policy.k == 0) return std::optional<disclosure::ReleasedRows>();
  Result<disclosure::ReleasedRows> rows = disclosure::release_rows(columns, policy, closing, [&console](double done) {
    console.progress("cli.progress.rows", static_cast<std::uint64_t>(done * kHundred), kHundred);
    return true;
  });
  if (rows.ok()) return std::optional(std::move(rows).value());
  const Error& error = rows.error();
  if (error.code != ErrorCode::rows_impossible && error.code != ErrorCode::rows_open) return error;
  console.note("error." + std::string(name_of(error.code)), error.params);
  return std::optional<disclosure::ReleasedRows>();
}

Result<std::string> publish_bundle(const BundleOf& of, const std::string& site, const Console& console) {
  const std::string folder = site + "/data";
  const std::string name = with_edition(of, console, [](const export_::Edition& edition) { return export_::name_of(edition) + ".zip"; });
  const std::string path = folder + "/" + name;
  const std::string index = folder + "/index.json";
  Array bundles = TRIPTYCH_TRY(read_index(index));
  const auto listed = [&](const Value& one) { return one["file"].string_or("") == name; };
  if (fs::exists(path) && std::any_of(bundles.begin(), bundles.end(), listed)) return std::string();
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (fault) return Error{ErrorCode::cli_write, folder, {{"reason", fault.message()}}};
  const std::vector<export_::File> files = TRIPTYCH_TRY(bundle_files(of, console));
  const std::string zip = TRIPTYCH_TRY(zip_of(files, of.date, path));
  TRIPTYCH_TRY(write_whole(path, zip));
  bundles.erase(std::remove_if(bundles.begin(), bundles.end(), listed), bundles.end());
  bundles.push_back(line_of(files, name, zip));
  std::stable_sort(bundles.begin(), bundles.end(), comes_before);
  TRIPTYCH_TRY(write_whole(index, json::write(Object{{"version", 1}, {"bundles", std::move(bundles)}}) + "\n"));
  return path;
}

}  // namespace triptych::cli

// SPDX-License-Identifier: MIT
// Cli: reads questionnaires, policies, snapshots and ballots.
#include "cli/survey.h"

#include <algorithm>
#include <filesystem>

#include "ballot/file.h"
#include "cli/bucket.h"
#include "cli/files.h"
#include "disclosure/report.h"
#include "disclosure/snapshot.h"
#include "json/reader.h"
#include "server/store.h"
#include "tally/tally.h"

namespace triptych::cli {
namespace {

namespace fs = std::filesystem;

Error in_file(const std::string& file, Error error) {
  error.path = file + error.path;
  return error;
}

/// `expression` is a Result; its error gets the file's name in front.
template <class T>
Result<T> of_file(const std::string& file, Result<T> result) {
  if (!result.ok()) return in_file(file, std::move(result).error());
  return result;
}

Result<questionnaire::Questionnaire> read_questionnaire(const std::string& file) {
  const Value json = TRIPTYCH_TRY(load_json(file));
  questionnaire::Parsed parsed = TRIPTYCH_TRY(of_file(file, questionnaire::parse(json)));
  return std::move(parsed.questionnaire);
}

Result<ballot::Codebook> read_codebook(const std::string& file, const ballot::Codebook& like) {
  const questionnaire::Questionnaire questionnaire = TRIPTYCH_TRY(read_questionnaire(file));
  return of_file(file, ballot::make_codebook(questionnaire, like.survey, like.wave));
}

std::vector<std::string> files_in(const fs::path& folder, std::string_view extension) {
  std::vector<std::string> files;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    if (at->path().extension() == extension) files.push_back(at->path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void count_refused(Object& refused, ErrorCode code) {
  const Value* before = refused.find(name_of(code));
  refused.set(name_of(code), (before ? before->number_or(0) : 0) + 1);
}

/// Adds the ballots of one source; all sources are simulated or none is.
class Collector {
 public:
  Collector(Ballots& ballots, const Request& request, Console& console)
      : ballots_(ballots), request_(request), survey_(request.survey.codebook.survey), wave_(request.survey.codebook.wave), console_(console) {}

  Result<Done> add(const std::string& path) {
    if (path.starts_with("s3://")) return add_bucket(path);
    if (fs::is_directory(path)) {
      for (const char* extension : {".ballots", ".sealed", ".xml"}) {
        for (const std::string& file : files_in(path, extension)) TRIPTYCH_TRY(add(file));
      }
      return Done{};
    }
    const fs::path extension = fs::path(path).extension();
    if (extension == ".sqlite") return add_store(path);
    if (extension == ".xml") return add_listing(path);
    return extension == ".sealed" ? add_sealed(path) : add_file(path);
  }

 private:
  Result<Done> kind(const std::string& path, bool simulated) {
    if (any_ && ballots_.simulated != simulated) return Error{ErrorCode::ballot_mixed, path, {}};
    any_ = true;
    ballots_.simulated = simulated;
    return Done{};
  }

  Result<Done> add_file(const std::string& path) {
    const std::string text = TRIPTYCH_TRY(read_whole(path));
    ballot::File file = TRIPTYCH_TRY(of_file(path, ballot::read_file(text)));
    if (file.header.survey != survey_) {
      return Error{ErrorCode::tally_survey, path, {{"found", file.header.survey}, {"expected", survey_}}};
    }
    TRIPTYCH_TRY(kind(path, file.header.simulated));
    std::move(file.ballots.begin(), file.ballots.end(), std::back_inserter(ballots_.bytes));
    return Done{};
  }

  Result<Done> add_sealed(const std::string& path) {
    const std::string text = TRIPTYCH_TRY(read_whole(path));
    const SealedFile file = TRIPTYCH_TRY(of_file(path, read_sealed_file(text)));
    if (file.survey != survey_) return Error{ErrorCode::tally_survey, path, {{"found", file.survey}, {"expected", survey_}}};
    return add_texts(path, file.ballots);
  }

  Result<Done> add_listing(const std::string& path) {
    const std::string xml = TRIPTYCH_TRY(read_whole(path));
    const Listing listing = TRIPTYCH_TRY(of_file(path, read_listing(xml)));
    return add_objects(path, listing.objects);
  }

  Result<Done> add_bucket(const std::string& address) {
    const Bucket bucket = TRIPTYCH_TRY(bucket_from_address(address));
    const Credentials credentials = TRIPTYCH_TRY(credentials_from_environment());
    const auto progress = [this](std::uint64_t known) { console_.progress("cli.progress.listed", known, 0); };
    return add_objects(address, TRIPTYCH_TRY(list_bucket(bucket, credentials, request_.checkpoint, progress)));
  }

  /// A ballot is what stands after the last slash of an empty object's name.
  Result<Done> add_objects(const std::string& path, const std::vector<BucketObject>& objects) {
    std::vector<std::string> texts;
    for (const BucketObject& object : objects) {
      if (object.size != 0) {
        refuse(ErrorCode::bucket_object);
      } else {
        texts.push_back(object.key.substr(object.key.rfind('/') + 1));
      }
    }
    return add_texts(path, texts);
  }

  /// Ballots as text, sealed or open, that anybody may have written.
  Result<Done> add_texts(const std::string& path, const std::vector<std::string>& texts) {
    TRIPTYCH_TRY(kind(path, request_.simulated));
    std::size_t done = 0;
    for (const std::string& text : texts) {
      console_.progress("cli.progress.opened", ++done, texts.size());
      Result<std::string> bytes = ballot::from_text(text);
      if (bytes.ok() && is_sealed(bytes.value())) {
        if (!request_.keys) return Error{ErrorCode::seal_no_key, path, {}};
        bytes = open_sealed(bytes.value(), *request_.keys);
      }
      const Result<ballot::Ballot> envelope = bytes.ok() ? ballot::decode_header(bytes.value()) : Result<ballot::Ballot>(bytes.error());
      if (!envelope.ok()) {
        refuse(envelope.error().code);
      } else if (envelope.value().simulated && !request_.simulated) {
        refuse(ErrorCode::ballot_mixed);
      } else {
        // As a server for a demonstration does.
        if (request_.simulated) ballot::mark_simulated(bytes.value());
        ballots_.bytes.push_back(std::move(bytes).value());
      }
    }
    return Done{};
  }

  void refuse(ErrorCode code) { count_refused(ballots_.refused, code); }

  Result<Done> add_store(const std::string& path) {
    server::Store store = TRIPTYCH_TRY(server::Store::open(path, server::Store::Mode::read));
    TRIPTYCH_TRY(kind(path, store.kind() == server::StoreKind::simulated));
    TRIPTYCH_TRY(warn_of_overdue(path, store, console_));
    std::vector<ballot::StructureHash> others;
    for (const server::KnownStructure& known : TRIPTYCH_TRY(store.structures())) {
      if (known.survey != survey_) {
        others.push_back(known.hash);
      } else {
        ballots_.remembered.push_back(TRIPTYCH_TRY(of_file(path, ballot::read_codebook(known.codebook))));
      }
    }
    const std::optional<server::StoredRelease> release = TRIPTYCH_TRY(store.release(survey_, wave_));
    if (release && !release->snapshot.empty()) {
      ballots_.released = TRIPTYCH_TRY(of_file(path, disclosure::read_snapshot(release->snapshot)));
    }
    return store.visit([&](std::string_view bytes) {
      const Result<ballot::Ballot> envelope = ballot::decode_header(bytes);
      const bool elsewhere = envelope.ok() && std::find(others.begin(), others.end(), envelope.value().structure) != others.end();
      if (!elsewhere) ballots_.bytes.emplace_back(bytes);
      return true;
    });
  }

  Ballots& ballots_;
  const Request& request_;
  const std::string& survey_;
  const std::uint8_t wave_;
  Console& console_;
  bool any_ = false;
};

}  // namespace

Result<Request> take_survey(Arguments& arguments, std::size_t least_ballots) {
  const std::optional<std::string> written_name = arguments.take("survey");
  const std::uint64_t written_wave = TRIPTYCH_TRY(arguments.take_number("wave", 0, 1, 255));
  const std::vector<std::string> with = arguments.take_all("with");
  Request opening;
  TRIPTYCH_TRY(take_opening(arguments, opening));
  const std::vector<std::string> inputs = TRIPTYCH_TRY(arguments.inputs(1 + least_ballots));
  Request request = TRIPTYCH_TRY(read_survey(inputs.front(), written_name, written_wave, with));
  request.ballots.assign(inputs.begin() + 1, inputs.end());
  request.keys = std::move(opening.keys);
  request.checkpoint = std::move(opening.checkpoint);
  return request;
}

Result<Request> read_survey(const std::string& file, const std::optional<std::string>& written_name, std::uint64_t written_wave,
                            const std::vector<std::string>& with) {
  Request request;
  request.file = file;
  const fs::path folder = fs::absolute(file).parent_path();
  Value& widget = request.widget;
  if (const std::string beside = (folder / "widget.json").string(); fs::exists(beside)) widget = TRIPTYCH_TRY(load_json(beside));
  for (const Value& item : widget["omit"].array() ? *widget["omit"].array() : Array()) request.omit.emplace_back(item.string_or(""));
  for (const Value& item : widget["include"].array() ? *widget["include"].array() : Array()) request.include.emplace_back(item.string_or(""));
  request.simulated = widget["simulated"].boolean_or(false);
  const std::string name = written_name.value_or(std::string(widget["survey"].string_or(folder.filename().string())));
  const double wave = written_wave > 0 ? static_cast<double>(written_wave) : widget["wave"].number_or(1);
  if (!(wave >= 1 && wave <= 255)) return Error{ErrorCode::usage_number, "--wave", {{"least", 1}, {"most", 255}}};
  Survey& survey = request.survey;
  survey.questionnaire = TRIPTYCH_TRY(read_questionnaire(file));
  survey.codebook = TRIPTYCH_TRY(of_file(file, ballot::make_codebook(survey.questionnaire, name, static_cast<std::uint8_t>(wave))));
  std::vector<std::string> versions = files_in(folder / "versions", ".json");
  versions.insert(versions.end(), with.begin(), with.end());
  for (const std::string& version : versions) survey.earlier.push_back(TRIPTYCH_TRY(read_codebook(version, survey.codebook)));
  return request;
}

Result<Done> take_opening(Arguments& arguments, Request& request) {
  const std::optional<std::string> file = arguments.take("private-key");
  if (file) request.keys = TRIPTYCH_TRY(read_sealing_keys(*file));
  request.checkpoint = arguments.take("checkpoint");
  return Done{};
}

Result<Value> load_json(const std::string& file) {
  const std::string text = TRIPTYCH_TRY(read_whole(file));
  return of_file(file, json::read(text));
}

Result<disclosure::Policy> load_policy(const std::string& file) {
  const Value json = TRIPTYCH_TRY(load_json(file));
  return of_file(file, disclosure::read_policy(json));
}

Result<std::optional<disclosure::Released>> load_snapshot(const std::string& file) {
  std::optional<disclosure::Released> none;
  if (!fs::exists(file)) return none;
  const std::string text = TRIPTYCH_TRY(read_whole(file));
  return std::optional(TRIPTYCH_TRY(of_file(file, disclosure::read_snapshot(text))));
}

Result<Ballots> load_ballots(const Request& request, Console& console) {
  Ballots ballots;
  Collector collector(ballots, request, console);
  for (const std::string& input : request.ballots) TRIPTYCH_TRY(collector.add(input));
  return ballots;
}

Result<Counted> release_ballots(const Survey& survey, const Ballots& ballots, const disclosure::Policy& policy,
                                std::optional<disclosure::Released> file, disclosure::Phase phase, Console& console) {
  tally::Tally tally(survey.codebook);
  for (const std::vector<ballot::Codebook>* list : {&survey.earlier, &ballots.remembered}) {
    for (const ballot::Codebook& codebook : *list) TRIPTYCH_TRY(tally.accept(codebook));
  }
  Object refused = ballots.refused;
  for (std::size_t i = 0; i < ballots.bytes.size(); ++i) {
    const Result<Done> added = tally.add(ballots.bytes[i]);
    if (!added.ok()) count_refused(refused, added.error().code);
    console.progress("cli.progress.ballots", i + 1, ballots.bytes.size());
  }
  tally::Columns columns = std::move(tally).close();
  const std::optional<disclosure::Released>& store = ballots.released;
  const bool store_is_later = store && (!file || store->data().number > file->data().number);
  const disclosure::Released* previous = store_is_later ? &*store : file ? &*file : nullptr;
  disclosure::Release release = TRIPTYCH_TRY(disclosure::release(columns, policy, previous, phase));
  Object report = disclosure::report_of(columns, release);
  report.set("refused", std::move(refused));
  return Counted{std::move(release), std::move(columns), std::move(report)};
}

Result<Done> warn_of_overdue(const std::string& path, server::Store& store, const Console& console) {
  for (const server::Closing& one : TRIPTYCH_TRY(store.overdue(server::utc_today()))) {
    console.note("error.store_overdue", {{"path", path}, {"survey", one.survey}, {"wave", static_cast<int>(one.wave)}, {"day", one.due_on}});
  }
  return Done{};
}

void note_refused(const Object& refused, const Console& console) {
  for (const Member& one : refused) console.note("cli.note.refused", {{"code", one.name}, {"count", one.value}});
}

void note_all(const Object& report, const Console& console) {
  const Value said(report);
  note_refused(*said["refused"].object(), console);
  if (said["conflicts"].number_or(0) > 0) console.note("cli.note.conflicts", {{"count", said["conflicts"]}});
  for (const Value& one : *said["disagreements"].array()) {
    console.note("cli.note." + std::string(one["kind"].string_or("")), *one.object());
  }
  const std::string kept(said["kept"].string_or(""));
  if (kept != name_of(disclosure::Kept::no)) console.note("cli.note.kept." + kept, {{"table", said["table"]}});
}

}  // namespace triptych::cli

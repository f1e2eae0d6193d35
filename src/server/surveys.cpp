// SPDX-License-Identifier: MIT
// Server: reads a site's content/.
#include "server/surveys.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "base/limits.h"
#include "base/sha256.h"
#include "json/reader.h"
#include "questionnaire/questionnaire.h"
#include "server/csp.h"

namespace triptych::server {
namespace {

namespace fs = std::filesystem;

Error in_file(const std::string& file, Error error) {
  error.path = error.path.empty() ? file : file + error.path;
  return error;
}

Result<Value> read_json(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    return Error{
        ErrorCode::cli_read, file, {{"reason", std::error_code(errno, std::generic_category()).message()}}};
  // One byte more than the reader takes: it refuses what is larger.
  std::string text(limits::kJsonBytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  Result<Value> value = json::read(text);
  if (!value.ok()) return in_file(file, std::move(value).error());
  return value;
}

Result<ballot::Codebook> read_codebook(const std::string& file, const std::string& survey,
                                       std::uint8_t wave) {
  const Value json = TRIPTYCH_TRY(read_json(file));
  Result<questionnaire::Parsed> parsed = questionnaire::parse(json);
  if (!parsed.ok()) return in_file(file, std::move(parsed).error());
  Result<ballot::Codebook> codebook = ballot::make_codebook(parsed.value().questionnaire, survey, wave);
  if (!codebook.ok()) return in_file(file, std::move(codebook).error());
  return codebook;
}

std::vector<std::string> sorted_entries(const fs::path& folder) {
  std::vector<std::string> entries;
  std::error_code fault;
  for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault))
    entries.push_back(at->path().string());
  std::sort(entries.begin(), entries.end());
  return entries;
}

bool is_survey(const std::string& folder) {
  std::error_code fault;
  return fs::exists(folder + "/widget.json", fault);
}

bool is_json(const std::string& file) {
  return fs::path(file).extension() == ".json";
}

}  // namespace

Result<Surveys> Surveys::load(const std::string& site) {
  Surveys surveys;
  for (const std::string& folder : sorted_entries(fs::path(site) / "content")) {
    if (!is_survey(folder)) continue;
    Survey survey = TRIPTYCH_TRY(surveys.load_survey(folder));
    if (surveys.find(survey.name))
      return Error{ErrorCode::server_widget, folder + "/widget.json/survey", {{"name", survey.name}}};
    surveys.all_.push_back(std::move(survey));
  }
  if (surveys.all_.empty()) return Error{ErrorCode::server_site, (fs::path(site) / "content").string(), {}};
  std::sort(surveys.origins_.begin(), surveys.origins_.end());
  surveys.origins_.erase(std::unique(surveys.origins_.begin(), surveys.origins_.end()),
                         surveys.origins_.end());
  return surveys;
}

Result<Survey> Surveys::load_survey(const std::string& folder) {
  const std::string file = folder + "/widget.json";
  const Value widget = TRIPTYCH_TRY(read_json(file));
  Survey survey;
  survey.folder = folder;
  survey.name = widget["survey"].string_or(fs::path(folder).filename().string());
  // The name is part of addresses and file names (results/<survey>.json).
  const bool plain =
      !survey.name.empty() && std::all_of(survey.name.begin(), survey.name.end(), [](unsigned char letter) {
        return std::isalnum(letter) != 0 || letter == '-' || letter == '_';
      });
  if (!plain) return Error{ErrorCode::server_widget, file + "/survey", {{"name", survey.name}}};
  const double wave = widget["wave"].number_or(1);
  if (!(wave >= 1 && wave <= 255) || wave != static_cast<std::uint8_t>(wave)) {
    return Error{ErrorCode::server_widget, file + "/wave", {{"name", survey.name}}};
  }
  survey.wave = static_cast<std::uint8_t>(wave);
  survey.simulated = widget["simulated"].boolean_or(false);
  const double days = widget["retention"]["days"].number_or(survey.retention_days);
  if (!(days >= 0 && days <= 36'500)) return Error{ErrorCode::server_widget, file + "/retention/days", {{"name", survey.name}}};
  survey.retention_days = static_cast<unsigned>(days);
  for (const char* part : {"collect", "results"}) {
    if (const std::optional<std::string> origin = origin_of(widget[part]["url"].string_or("")))
      origins_.push_back(*origin);
  }
  const std::string policy_file =
      folder + "/" + std::string(widget["disclosure"].string_or("disclosure.json"));
  Result<disclosure::Policy> policy = disclosure::read_policy(TRIPTYCH_TRY(read_json(policy_file)));
  if (!policy.ok()) return in_file(policy_file, std::move(policy).error());
  survey.policy = std::move(policy).value();
  survey.policy_file = policy_file;
  if (survey.policy.survey != survey.name) {
    return Error{
        ErrorCode::release_survey, policy_file, {{"found", survey.policy.survey}, {"expected", survey.name}}};
  }

  survey.questionnaire_file =
      folder + "/" + std::string(widget["questionnaire"].string_or("questionnaire.json"));
  std::vector<std::string> questionnaires{survey.questionnaire_file};
  for (std::string& version : sorted_entries(folder + "/versions")) {
    if (is_json(version)) questionnaires.push_back(std::move(version));
  }
  for (const std::string& questionnaire : questionnaires) {
    offer(survey, TRIPTYCH_TRY(read_codebook(questionnaire, survey.name, survey.wave)));
  }
  return survey;
}

void Surveys::offer(Survey& survey, const ballot::Codebook& codebook) {
  const bool known = std::any_of(survey.codebooks.begin(), survey.codebooks.end(),
                                 [&](const auto& other) { return other->structure == codebook.structure; });
  if (known) return;  // a revision of the words alone
  for (unsigned wave = 1; wave <= survey.wave; ++wave) {
    auto copy = std::make_shared<ballot::Codebook>(codebook);
    copy->wave = static_cast<std::uint8_t>(wave);
    codebooks_.emplace(std::pair(codebook.structure, copy->wave), copy);
    if (wave == survey.wave) survey.codebooks.push_back(std::move(copy));
  }
}

void Surveys::remember(std::string_view canonical) {
  const Result<ballot::Codebook> codebook = ballot::read_codebook(canonical);
  if (!codebook.ok()) return;  // of a later version of the program: its ballots are not this one's to read
  for (Survey& survey : all_) {
    if (survey.name == codebook.value().survey) offer(survey, codebook.value());
  }
}

std::string Surveys::stamp_of(const std::string& site) {
  std::string stamp;
  const auto add = [&](const std::string& file) {
    std::error_code fault;
    const auto size = fs::file_size(file, fault);
    const auto time = fs::last_write_time(file, fault);
    if (!fault)
      stamp +=
          file + " " + std::to_string(size) + " " + std::to_string(time.time_since_epoch().count()) + "\n";
  };
  add(site + "/first-screen.css");
  for (const std::string& folder : sorted_entries(fs::path(site) / "content")) {
    if (!is_survey(folder)) continue;
    for (const std::string& inside : {folder, folder + "/versions"}) {
      for (const std::string& file : sorted_entries(inside)) {
        if (is_json(file)) add(file);
      }
    }
  }
  return stamp;
}

const Survey* Surveys::find(std::string_view name) const {
  const auto found =
      std::find_if(all_.begin(), all_.end(), [&](const Survey& survey) { return survey.name == name; });
  return found == all_.end() ? nullptr : &*found;
}

std::shared_ptr<const ballot::Codebook> Surveys::codebook(const ballot::StructureHash& structure,
                                                          std::uint8_t wave) const {
  const auto found = codebooks_.find({structure, wave});
  return found == codebooks_.end() ? nullptr : found->second;
}

Result<Received> receive(const Surveys& surveys, std::string_view text) {
  return receive_bytes(surveys, TRIPTYCH_TRY(ballot::from_text(text)));
}

Result<Received> receive_bytes(const Surveys& surveys, std::string bytes) {
  const ballot::Ballot header = TRIPTYCH_TRY(ballot::decode_header(bytes));
  std::shared_ptr<const ballot::Codebook> codebook = surveys.codebook(header.structure, header.wave);
  if (!codebook) {
    const std::string hash =
        hex({reinterpret_cast<const char*>(header.structure.data()), header.structure.size()});
    return Error{ErrorCode::server_structure, "", {{"found", hash}, {"wave", static_cast<int>(header.wave)}}};
  }
  TRIPTYCH_TRY(ballot::decode(bytes, *codebook));
  return Received{std::move(bytes), std::move(codebook)};
}

}  // namespace triptych::server

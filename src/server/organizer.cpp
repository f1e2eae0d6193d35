// SPDX-License-Identifier: MIT
// Server: the key is compared, the work handed to the one thread.
#include "server/organizer.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <utility>

#include "json/writer.h"

namespace triptych::server {
namespace {

constexpr std::string_view kScheme = "Bearer ";
constexpr std::string_view kDoor = "/organizer/";

/// How long it takes says nothing about the key but its length.
bool is_key(std::string_view authorization, std::string_view key) {
  if (authorization.size() != kScheme.size() + key.size() || !authorization.starts_with(kScheme)) return false;
  volatile unsigned char difference = 0;
  for (std::size_t at = 0; at < key.size(); ++at)
    difference = difference | static_cast<unsigned char>(authorization[kScheme.size() + at] ^ key[at]);
  return difference == 0;
}

bool is_name(std::string_view survey) {
  return !survey.empty() && std::all_of(survey.begin(), survey.end(), [](unsigned char letter) {
    return std::isalnum(letter) != 0 || letter == '-' || letter == '_';
  });
}

}  // namespace

Organizer::Organizer(Asks asks) : asks_(std::move(asks)), thread_([this] { run(); }) {}

Organizer::~Organizer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Organizer::handle(const Request& request, std::string common_fields, const Refuse& refuse,
                       Handler::Respond respond) {
  const std::string_view rest = request.path.substr(kDoor.size());
  const std::string_view what = rest.substr(0, rest.find('/'));
  const std::string survey(rest.size() > what.size() ? rest.substr(what.size() + 1) : std::string_view());
  const bool reads = what == "ballots";
  if (!is_key(request.authorization, asks_.key)) return respond(refuse(401, {ErrorCode::server_key, "Authorization", {}}));
  if ((!reads && what != "publish" && what != "close") || !is_name(survey))
    return respond(refuse(404, {ErrorCode::server_path, std::string(request.path), {}}));
  if (request.method != (reads ? Method::get : Method::post))
    return respond(refuse(405, {ErrorCode::server_method, std::string(request.path), {}}));

  const Occasion occasion = what == "close" ? Occasion::closing : Occasion::asked;
  auto work = [this, reads, survey, occasion, fields = std::move(common_fields), refuse, respond]() {
    Response response;
    Result<std::string> answer = std::string();
    if (reads) {
      answer = asks_.ballots(survey);
    } else {
      Result<Object> done = asks_.publish(survey, occasion);
      answer = done.ok() ? Result<std::string>(json::write(std::move(done).value())) : Result<std::string>(done.error());
    }
    if (!answer.ok()) {
      response = refuse(answer.error().code == ErrorCode::server_site ? 404 : 500, answer.error());
    } else {
      response.fields = std::string("Content-Type: ") + (reads ? "text/plain; charset=utf-8" : "application/json") +
                        "\r\nCache-Control: no-store\r\n" + fields;
      response.body = std::make_shared<const std::string>(std::move(answer).value());
    }
    respond(std::move(response));
  };
  {
    const std::lock_guard lock(mutex_);
    if (working_) return respond(refuse(409, {ErrorCode::server_working, "", {}}));
    working_ = true;
    work_ = std::move(work);
  }
  wake_.notify_one();
}

void Organizer::run() {
  for (;;) {
    std::function<void()> work;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || work_; });
      if (!work_) return;
      work = std::exchange(work_, nullptr);
    }
    work();
    work = nullptr;
    const std::lock_guard lock(mutex_);
    working_ = false;
  }
}

}  // namespace triptych::server

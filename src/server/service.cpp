// SPDX-License-Identifier: MIT
// Server: routes.
#include "server/service.h"

#include <algorithm>
#include <cctype>

#include "base/sha256.h"
#include "json/writer.h"

namespace triptych::server {
namespace {

constexpr std::string_view kBallots = "/ballots";
constexpr std::string_view kResults = "/results/";
constexpr std::string_view kJson = ".json";
constexpr std::string_view kJsonFields = "Content-Type: application/json\r\nCache-Control: no-store\r\n";

/// text/plain with or without parameters: one of the three types that a page may send without asking first
/// (Fetch, "CORS-safelisted").
bool is_plain_text(std::string_view type) {
  const std::string_view name = type.substr(0, std::min(type.find(';'), type.size()));
  static constexpr std::string_view kPlain = "text/plain";
  std::size_t length = name.size();
  while (length > 0 && name[length - 1] == ' ') --length;
  return std::equal(kPlain.begin(), kPlain.end(), name.begin(),
                    name.begin() + static_cast<std::ptrdiff_t>(length),
                    [](char plain, unsigned char letter) { return plain == std::tolower(letter); });
}

std::string_view host_of(std::string_view origin) {
  const std::size_t slashes = origin.find("://");
  return slashes == std::string_view::npos ? std::string_view() : origin.substr(slashes + 3);
}

Response json_response(int status, const Value& value) {
  Response response;
  response.status = status;
  response.fields = kJsonFields;
  response.body = std::make_shared<const std::string>(json::write(value));
  return response;
}

Response error_response(int status, const Error& error) {
  return json_response(
      status,
      Object{
          {"error", Object{{"code", name_of(error.code)}, {"path", error.path}, {"params", error.params}}}});
}

/// A path as sent may hold bytes that are no UTF-8, and be long.
std::string plain(std::string_view path) {
  std::string text(path.substr(0, 200));
  for (char& letter : text) {
    if (static_cast<unsigned char>(letter) > 0x7e) letter = '?';
  }
  return text;
}

int status_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::created:
      return 201;
    case Outcome::existed:
      return 200;
    case Outcome::conflict:
    case Outcome::mixed:
      return 409;
    case Outcome::closed:
      return 410;
    case Outcome::full:
      return 507;
    case Outcome::busy:
    case Outcome::failed:
      return 503;
  }
  return 500;
}

}  // namespace

Service::Service(Options options, Writer& writer, Publisher& publisher, Addresses& addresses,
                 const std::atomic<bool>& healthy, std::function<void(const Error&)> trouble)
    : options_(std::move(options)),
      writer_(writer),
      publisher_(publisher),
      addresses_(addresses),
      healthy_(healthy),
      trouble_(std::move(trouble)),
      files_(options_.site) {}

void Service::handle(const Request& request, std::string body, Respond respond) {
  const std::string common = common_fields(request);
  if (request.method == Method::options) {
    Response response;
    response.status = 204;
    // No Access-Control-Allow-Headers: a ballot travels without any header of its own, and none is allowed.
    response.fields = "Allow: GET, HEAD, POST, OPTIONS\r\nAccess-Control-Max-Age: 86400\r\n" + common;
    return respond(std::move(response));
  }
  if (request.path == kBallots) return take_ballot(request, std::move(body), std::move(respond));
  if (options_.organizer != nullptr && Organizer::is_path(request.path)) {
    // The request is gone when the answer comes.
    const Organizer::Refuse refuse_with = [common](int status, const Error& error) {
      Response response = error_response(status, {error.code, plain(error.path), error.params});
      if (status == 401) response.fields += "WWW-Authenticate: Bearer\r\n";
      response.fields += common;
      return response;
    };
    // Whoever tries keys is slowed down like whoever sends ballots.
    if (!addresses_.post(request.sender, std::chrono::steady_clock::now()))
      return respond(refuse_with(429, {ErrorCode::server_too_many, "", {}}));
    return options_.organizer->handle(request, common, refuse_with, std::move(respond));
  }
  Response response = show(request);
  response.fields += common;
  respond(std::move(response));
}

Response Service::refuse(int status, const Error& error, const Request& request) {
  Response response = refusal(status, error, request);
  response.fields += common_fields(request);
  return response;
}

bool Service::is_allowed(const Request& request) const {
  return std::any_of(options_.allowed_origins.begin(), options_.allowed_origins.end(),
                     [&](const std::string& allowed) { return allowed == "*" || allowed == request.origin; });
}

std::string Service::common_fields(const Request& request) const {
  return publisher_.showing()->security_fields + sharing_fields(request);
}

std::string Service::sharing_fields(const Request& request) const {
  std::string fields;
  if (options_.allowed_origins.empty()) return fields;
  if (options_.allowed_origins.front() == "*") return fields.append("Access-Control-Allow-Origin: *\r\n");
  if (!request.origin.empty() && is_allowed(request))
    fields.append("Access-Control-Allow-Origin: ").append(request.origin).append("\r\n");
  return fields.append("Vary: Origin\r\n");
}

Response Service::refusal(int status, const Error& error, const Request& request) const {
  Response response = error_response(status, {error.code, plain(error.path), error.params});
  if (status == 429 || status == 503) response.fields += "Retry-After: 5\r\n";
  if (status == 405)
    response.fields +=
        request.path == kBallots ? "Allow: POST, OPTIONS\r\n" : "Allow: GET, HEAD, OPTIONS\r\n";
  return response;
}

void Service::take_ballot(const Request& request, std::string body, Respond respond) {
  const auto refuse_with = [&](int status, Error error) { respond(refuse(status, error, request)); };
  if (request.method != Method::post)
    return refuse_with(405, {ErrorCode::server_method, std::string(kBallots), {}});
  // Another site's page may not make its visitors send ballots unless it is allowed. A browser vouches for
  // its own origin by Sec-Fetch-Site, which no page can set; Origin against Host serves where that is not
  // sent (plain http on a local network).
  const bool foreign = !request.origin.empty() && request.fetch_site != "same-origin" &&
                       host_of(request.origin) != request.host;
  if (foreign && !is_allowed(request)) return refuse_with(403, {ErrorCode::server_origin, "Origin", {}});
  if (!addresses_.post(request.sender, std::chrono::steady_clock::now()))
    return refuse_with(429, {ErrorCode::server_too_many, "", {}});
  if (!is_plain_text(request.content_type))
    return refuse_with(415, {ErrorCode::server_type, "Content-Type", {}});
  if (!request.content_encoding.empty())
    return refuse_with(415, {ErrorCode::server_type, "Content-Encoding", {}});
  if (!request.has_length) return refuse_with(411, {ErrorCode::server_length, "Content-Length", {}});

  Result<Received> received = receive(*publisher_.showing()->surveys, body);
  if (!received.ok())
    return refuse_with(received.error().code == ErrorCode::server_structure ? 404 : 400, received.error());
  const Sha256 digest = sha256(received.value().bytes);
  std::string receipt =
      "{\"sha256\":\"" + hex({reinterpret_cast<const char*>(digest.data()), digest.size()}) + "\"}";
  Response kept;
  // A receipt is read by a script and shown by no browser: it needs no policy, and is a third as long without.
  kept.fields = std::string(kJsonFields) + "X-Content-Type-Options: nosniff\r\n" + sharing_fields(request);
  kept.body = std::make_shared<const std::string>(std::move(receipt));
  writer_.put({std::move(received.value().bytes), std::move(received.value().codebook)},
              [this, answer = std::move(kept), reply = std::move(respond)](Outcome outcome) mutable {
                if (outcome == Outcome::created) publisher_.arrived();
                answer.status = status_of(outcome);
                if (answer.status >= 300)
                  answer.body = error_response(answer.status, {code_of(outcome), "", {}}).body;
                if (answer.status == 503) answer.fields += "Retry-After: 5\r\n";
                reply(std::move(answer));
              });
}

Response Service::show(const Request& request) {
  const std::string path(request.path);
  if (request.method != Method::get && request.method != Method::head)
    return refusal(405, {ErrorCode::server_method, path, {}}, request);
  if (path == "/health") {
    return json_response(healthy_ ? 200 : 503, Object{{"status", healthy_ ? "ok" : "failing"}});
  }
  if (path.starts_with(kResults) && path.ends_with(kJson)) {
    const std::shared_ptr<const Showing> showing = publisher_.showing();
    const std::string survey = path.substr(kResults.size(), path.size() - kResults.size() - kJson.size());
    if (showing->surveys->find(survey)) {
      // Only what this store has released: a file of that name in the site may be of another one.
      const auto found = showing->snapshots.find(survey);
      if (found != showing->snapshots.end()) return respond_with(*found->second, request);
      return refusal(404, {ErrorCode::server_no_results, path, {{"survey", survey}}}, request);
    }
  }
  if (std::optional<Response> file = files_.find(request)) return *std::move(file);
  return refusal(404, {ErrorCode::server_path, path, {}}, request);
}

}  // namespace triptych::server

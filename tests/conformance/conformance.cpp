// SPDX-License-Identifier: MIT
// Conformance: runs recorded cases: conformance [--now ISO-8601] FILE.jsonl…; one JSON object a line, the
// last line printed is the count.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "cli/native_host.h"
#include "condition/dates.h"
#include "json/reader.h"
#include "json/writer.h"
#include "kinds.h"

namespace triptych::conformance {
namespace {

constexpr const Kind* kKinds[] = {&kExpressions, &kTraces, &kStatistics, &kDisclosure};

struct Count {
  std::size_t passed = 0, failed = 0, skipped = 0;
};

/// Tells whether a case asked what time it is.
class WatchedHost : public cli::NativeHost {
 public:
  using NativeHost::NativeHost;
  Now now() override {
    was_asked = true;
    return NativeHost::now();
  }
  bool was_asked = false;
};

struct Case {
  std::string where;
  std::string line;
};

const Kind* kind_of(const Value& recorded) {
  for (const Kind* kind : kKinds) {
    if (kind->owns(recorded)) return kind;
  }
  return nullptr;
}

bool passes(const Case& one, Host& host) {
  const Value recorded = json::read(one.line).value();
  return kind_of(recorded)->run(recorded, host).passed;
}

void run_case(const Case& one, Host& host, Count& count) {
  const Result<Value> recorded = json::read(one.line);
  if (!recorded.ok()) {
    std::cout << one.where << ": not JSON\n";
    ++count.failed;
    return;
  }
  const Kind* kind = kind_of(recorded.value());
  if (!kind) {
    ++count.skipped;
    return;
  }
  const Outcome outcome = kind->run(recorded.value(), host);
  if (outcome.passed) {
    ++count.passed;
    return;
  }
  ++count.failed;
  const std::string_view id = recorded.value()["id"].string_or(recorded.value()["test"].string_or(""));
  std::cout << one.where << ": " << id << "\n  expected " << outcome.expected << "\n  got      "
            << outcome.got << "\n";
  const std::string_view text = recorded.value()["expression"].string_or("");
  if (!text.empty()) std::cout << "  " << text << "  " << json::write(recorded.value()["values"]) << "\n";
}

/// Recordings do not say when they were made, and some of what they hold is "today". Without --now, the cases
/// of a file that ask for the time run on the one day, of the last ten years, on which most of them agree:
/// today if that is as good as any.
double recording_day(const std::vector<Case>& dated) {
  constexpr double kDay = 86'400'000.0;
  constexpr int kMostDays = 3'660;
  const double today = cli::NativeHost().now().milliseconds;
  double best_day = today;
  std::size_t most = 0;
  for (int back = 0; back <= kMostDays && most < dated.size(); ++back) {
    cli::NativeHost host(today - back * kDay);
    std::size_t agreeing = 0;
    for (const Case& one : dated) agreeing += passes(one, host);
    if (agreeing <= most) continue;
    most = agreeing;
    best_day = today - back * kDay;
  }
  return best_day;
}

void run_file(std::istream& file, const std::string& name, std::optional<double> now, Count& count) {
  std::vector<Case> undated, dated;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (line.empty()) continue;
    Case one{name + ":" + std::to_string(number), std::move(line)};
    WatchedHost host(now);
    const Result<Value> recorded = json::read(one.line);
    if (!now && recorded.ok() && kind_of(recorded.value()))
      kind_of(recorded.value())->run(recorded.value(), host);
    (host.was_asked ? dated : undated).push_back(std::move(one));
  }
  cli::NativeHost host(now);
  for (const Case& one : undated) run_case(one, host, count);
  if (dated.empty()) return;
  const double day = recording_day(dated);
  std::cout << name << ": " << dated.size() << " cases that ask for the time run at "
            << json::iso_text(Date{day}) << "\n";
  cli::NativeHost then(day);
  for (const Case& one : dated) run_case(one, then, count);
}

int run(int count_of_arguments, char** arguments) {
  std::optional<double> now;
  int first = 1;
  if (count_of_arguments > 2 && std::string_view(arguments[1]) == "--now") {
    now = condition::parse_date(arguments[2], 0);
    first = 3;
  }
  if (first >= count_of_arguments) {
    std::cerr << "conformance [--now ISO-8601] FILE.jsonl…\n";
    return 2;
  }
  Count count;
  for (int i = first; i < count_of_arguments; ++i) {
    std::ifstream file(arguments[i]);
    if (!file) {
      std::cerr << arguments[i] << ": cannot be read\n";
      return 2;
    }
    run_file(file, arguments[i], now, count);
  }
  std::cout << count.passed << " passed, " << count.failed << " failed, " << count.skipped << " skipped\n";
  return count.failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace triptych::conformance

int main(int count, char** arguments) {
  return triptych::conformance::run(count, arguments);
}

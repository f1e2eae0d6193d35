// SPDX-License-Identifier: MIT
// Conformance: runs recorded cases: conformance [--now ISO-8601] FILE.jsonl…; one JSON object a line, the last line printed is the count.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>

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

void run_line(const std::string& line, const std::string& where, Host& host, Count& count) {
  const Result<Value> recorded = json::read(line);
  if (!recorded.ok()) {
    std::cout << where << ": not JSON\n";
    ++count.failed;
    return;
  }
  for (const Kind* kind : kKinds) {
    if (!kind->owns(recorded.value())) continue;
    const Outcome outcome = kind->run(recorded.value(), host);
    if (outcome.passed) {
      ++count.passed;
      return;
    }
    ++count.failed;
    const std::string_view id = recorded.value()["id"].string_or(recorded.value()["test"].string_or(""));
    std::cout << where << ": " << id << "\n  expected " << outcome.expected << "\n  got      " << outcome.got << "\n";
    const std::string_view text = recorded.value()["expression"].string_or("");
    if (!text.empty()) std::cout << "  " << text << "  " << json::write(recorded.value()["values"]) << "\n";
    return;
  }
  ++count.skipped;
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
  cli::NativeHost host(now);
  Count count;
  for (int i = first; i < count_of_arguments; ++i) {
    std::ifstream file(arguments[i]);
    if (!file) {
      std::cerr << arguments[i] << ": cannot be read\n";
      return 2;
    }
    std::string line;
    for (std::size_t number = 1; std::getline(file, line); ++number) {
      if (!line.empty()) run_line(line, std::string(arguments[i]) + ":" + std::to_string(number), host, count);
    }
  }
  std::cout << count.passed << " passed, " << count.failed << " failed, " << count.skipped << " skipped\n";
  return count.failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace triptych::conformance

int main(int count, char** arguments) { return triptych::conformance::run(count, arguments); }

// SPDX-License-Identifier: MIT
// Cli: triptych COMMAND …: finds the command in commands.def and runs it.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"
#include "cli/console.h"

namespace triptych::cli {

#define TRIPTYCH_COMMAND(name) int name##_command(Arguments& arguments, Console& console);
#include "cli/commands.def"
#undef TRIPTYCH_COMMAND

namespace {

struct Command {
  std::string_view name;
  int (*run)(Arguments&, Console&);
};

constexpr Command kCommands[] = {
#define TRIPTYCH_COMMAND(name) {#name, name##_command},
#include "cli/commands.def"
#undef TRIPTYCH_COMMAND
};

/// The language of messages: --lang, else the environment as in POSIX.
std::string language_of(Arguments& arguments) {
  if (std::optional<std::string> chosen = arguments.take("lang")) return *chosen;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value && *value) return value;
  }
  return "en";
}

void print_help(const Console& console, std::FILE* stream) {
  std::fprintf(stream, "%s\n", console.messages().format("cli.help", {}).c_str());
  for (const Command& command : kCommands) {
    const std::string key = "cli.help." + std::string(command.name);
    std::fprintf(stream, "  triptych %s\n", console.messages().format(key, {}).c_str());
  }
}

int run(std::vector<std::string> words) {
  const std::string name = words.empty() ? "" : words[0];
  if (!words.empty()) words.erase(words.begin());
  Arguments arguments(std::move(words));
  const std::string language = language_of(arguments);
  Console console(language, arguments.take_flag("json"));
  for (const Command& command : kCommands) {
    if (command.name != name) continue;
    if (arguments.take_flag("help")) {
      print_help(console, stdout);
      return kClean;
    }
    return command.run(arguments, console);
  }
  if (name == "help" || name == "--help" || name == "-h") {
    print_help(console, stdout);
    return kClean;
  }
  print_help(console, stderr);
  return console.fail({ErrorCode::usage_command, name, {}});
}

}  // namespace
}  // namespace triptych::cli

int main(int count, char** words) { return triptych::cli::run(std::vector<std::string>(words + 1, words + count)); }

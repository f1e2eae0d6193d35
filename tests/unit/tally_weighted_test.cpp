// SPDX-License-Identifier: MIT
// Tests: weights by margins over ballots: the margins hold, the rest follows, and what cannot be is refused.
#include "tally/weighted.h"

#include <cmath>

#include "json/reader.h"
#include "made_ballots.h"

using namespace made;

namespace {

/// 60 young (40 of them yes), 40 old (10 of them yes), 5 who do not say their age.
tally::Columns people() {
  const Codebook codebook = made::codebook({item("age", {"young", "old"}), item("answer", {"yes", "no"})});
  tally::Tally tally(codebook);
  std::uint32_t number = 0;
  const auto add = [&](int times, const Answer& age, std::uint32_t answer) {
    for (int i = 0; i < times; ++i) REQUIRE(tally.add(ballot_bytes(codebook, {age, gave(answer)}, ++number)).ok());
  };
  add(40, gave(0), 0);
  add(20, gave(0), 1);
  add(10, gave(1), 0);
  add(30, gave(1), 1);
  add(5, {State::refused, {}}, 0);
  return std::move(tally).close();
}

Result<Value> weigh(std::string_view margins) { return tally::weigh(people(), json::read(margins).value()); }

bool near(const Value& number, double expected) { return std::fabs(number.number_or(-1) - expected) < 1e-9; }

}  // namespace

TEST_CASE("weigh: the margin holds, and an answer's share follows from it; who did not say is left out") {
  const Value weighed = weigh(R"([{"item":"age","targets":[30,70]}])").value();
  CHECK(weighed["people"].number_or(0) == 100);
  CHECK(weighed["left_out"].number_or(0) == 5);
  const Array& items = *weighed["items"].array();
  REQUIRE(items.size() == 2);
  CHECK(near((*items[0]["weighted"].array())[0], 0.3));
  CHECK(near((*items[0]["plain"].array())[0], 0.6));
  // 0.3 × 40 / 60 + 0.7 × 10 / 40
  CHECK(near((*items[1]["weighted"].array())[0], 0.375));
  CHECK(near((*items[1]["plain"].array())[0], 0.5));
  // Weights 0.5 for 60 and 1.75 for 40: (Σw)² / Σw².
  CHECK(near(weighed["effective_n"], 10000.0 / (60 * 0.25 + 40 * 1.75 * 1.75)));
  CHECK(near(weighed["most"], 1.75));
  CHECK(weighed["settled"].boolean_or(false));
}

TEST_CASE("weigh: margins that cannot hold, or are none, are refused") {
  CHECK(weigh("[]").error().code == ErrorCode::tally_item);
  CHECK(weigh(R"([{"item":"nobody","targets":[1,1]}])").error().path == "/margins/0/item");
  CHECK(weigh(R"([{"item":"age","targets":[1]}])").error().path == "/margins/0/targets");
  CHECK(weigh(R"([{"item":"age","targets":[0,0]}])").error().path == "/margins/0/targets");
  CHECK(weigh(R"([{"item":"age","targets":[-1,2]}])").error().path == "/margins/0/targets");
  CHECK(weigh(R"([{"item":"age","targets":[1,1]},{"item":"age","targets":[1,2]}])").error().path == "/margins/1/item");
  const Codebook codebook = made::codebook({item("age", {"young", "old"})});
  CHECK_FALSE(tally::weigh(tally::Tally(codebook).count(), json::read(R"([{"item":"age","targets":[1,1]}])").value()).ok());
}

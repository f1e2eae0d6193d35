// SPDX-License-Identifier: MIT
// Interview: the Lookup that conditions are evaluated over. Private to the room.
#pragma once

#include "condition/expression.h"
#include "interview/session.h"

namespace triptych::interview {

class Scope final : public condition::Lookup {
 public:
  /// `node`: whose expression it is, kNone for the survey's; `item`: the choice that is asked about.
  Scope(Session& session, Id node, const Item* item, const Session::Compiled* formula)
      : session_(session), node_(node), item_(item), formula_(formula) {}

  condition::Found find(std::size_t index, std::string_view name, condition::Scratch& scratch) const override;
  Value display_value(std::string_view question, const Value& value) const override;
  Value property_value(std::string_view question, std::string_view property) const override;
  Value comment(std::string_view question, const Value& item) const override;
  Value is_container_ready(std::string_view container) const override;
  Value is_display_mode() const override;

 private:
  Session& session_;
  Id node_;
  const Item* item_;
  const Session::Compiled* formula_;
};

}  // namespace triptych::interview

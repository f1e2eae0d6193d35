// SPDX-License-Identifier: MIT
// Bindings: integer handles with a generation: a stale one is an error value, never a crash.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/result.h"

namespace triptych::bindings {

/// Up to 256 objects at once; a handle is generation × 256 + place, always positive.
template <class Object_>
class Handles {
 public:
  int open(std::unique_ptr<Object_> object) {
    std::size_t place = 0;
    while (place < slots_.size() && slots_[place].object) ++place;
    if (place == slots_.size()) slots_.emplace_back();
    slots_[place].object = std::move(object);
    return static_cast<int>(slots_[place].generation * kPlaces + place);
  }

  /// Valid until the handle is closed. Error: handle_stale.
  Result<Object_*> find(int handle) {
    const std::size_t place = static_cast<std::uint32_t>(handle) % kPlaces;
    const bool known = handle > 0 && place < slots_.size() && slots_[place].object &&
                       slots_[place].generation == static_cast<std::uint32_t>(handle) / kPlaces;
    if (!known) return Error{ErrorCode::handle_stale, "", {}};
    return slots_[place].object.get();
  }

  Result<Done> close(int handle) {
    TRIPTYCH_TRY(find(handle));
    Slot& slot = slots_[static_cast<std::uint32_t>(handle) % kPlaces];
    slot.object.reset();
    slot.generation = slot.generation % kGenerations + 1;
    return Done{};
  }

 private:
  static constexpr std::uint32_t kPlaces = 256;
  static constexpr std::uint32_t kGenerations = (1u << 22) - 1;

  struct Slot {
    std::uint32_t generation = 1;
    std::unique_ptr<Object_> object;
  };
  std::vector<Slot> slots_;
};

}  // namespace triptych::bindings

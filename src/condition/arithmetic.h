// SPDX-License-Identifier: MIT
// Condition: powers and remainders, to the last bit as JavaScript has them.
#pragma once

namespace triptych::condition {

/// Math.pow(x, y). In a page JavaScript's own; native code computes as V8 does: the libms differ in one case of ten.
double power_of(double x, double y);

/// x % y
double remainder_of(double x, double y);

}  // namespace triptych::condition

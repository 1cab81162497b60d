;; The loops that a training step runs outside its graph, four numbers at a time.
;; `scripts/make-kernels.mjs` compiles this file into `binary.ts`.
(module
  (import "host" "memory" (memory 1))

  ;; AdamW (Loshchilov and Hutter 2019) on `bytes` bytes of weights, gradients, first and second
  ;; moments, each given by the address of its first number.
  (func (export "adamw")
    (param $weights i32) (param $gradients i32) (param $firsts i32) (param $seconds i32)
    (param $bytes i32)
    (param $beta1 f32) (param $rest1 f32) (param $beta2 f32) (param $rest2 f32)
    (param $gradientScale f32) (param $stepSize f32) (param $rootCorrection f32)
    (param $epsilon f32) (param $shrink f32)
    (local $at i32) (local $whole i32)
    (local $one f32) (local $mean f32) (local $square f32)
    (local $gradient v128) (local $first v128) (local $second v128)
    (local $beta1s v128) (local $rest1s v128) (local $beta2s v128) (local $rest2s v128)
    (local $scales v128) (local $sizes v128) (local $corrections v128)
    (local $epsilons v128) (local $shrinks v128)
    (local.set $beta1s (f32x4.splat (local.get $beta1)))
    (local.set $rest1s (f32x4.splat (local.get $rest1)))
    (local.set $beta2s (f32x4.splat (local.get $beta2)))
    (local.set $rest2s (f32x4.splat (local.get $rest2)))
    (local.set $scales (f32x4.splat (local.get $gradientScale)))
    (local.set $sizes (f32x4.splat (local.get $stepSize)))
    (local.set $corrections (f32x4.splat (local.get $rootCorrection)))
    (local.set $epsilons (f32x4.splat (local.get $epsilon)))
    (local.set $shrinks (f32x4.splat (local.get $shrink)))
    (local.set $whole (i32.and (local.get $bytes) (i32.const -16)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $whole)))
        (local.set $gradient
          (f32x4.mul (local.get $scales) (v128.load (i32.add (local.get $gradients) (local.get $at)))))
        (local.set $first
          (f32x4.add
            (f32x4.mul (local.get $beta1s) (v128.load (i32.add (local.get $firsts) (local.get $at))))
            (f32x4.mul (local.get $rest1s) (local.get $gradient))))
        (v128.store (i32.add (local.get $firsts) (local.get $at)) (local.get $first))
        (local.set $second
          (f32x4.add
            (f32x4.mul (local.get $beta2s) (v128.load (i32.add (local.get $seconds) (local.get $at))))
            (f32x4.mul
              (local.get $rest2s)
              (f32x4.mul (local.get $gradient) (local.get $gradient)))))
        (v128.store (i32.add (local.get $seconds) (local.get $at)) (local.get $second))
        (v128.store (i32.add (local.get $weights) (local.get $at))
          (f32x4.sub
            (f32x4.mul
              (local.get $shrinks)
              (v128.load (i32.add (local.get $weights) (local.get $at))))
            (f32x4.div
              (f32x4.mul (local.get $sizes) (local.get $first))
              (f32x4.add
                (f32x4.mul (local.get $corrections) (f32x4.sqrt (local.get $second)))
                (local.get $epsilons)))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $next)))
    ;; What is left of the last four, by the same operations.
    (block $end
      (loop $next
        (br_if $end (i32.ge_u (local.get $at) (local.get $bytes)))
        (local.set $one
          (f32.mul
            (local.get $gradientScale)
            (f32.load (i32.add (local.get $gradients) (local.get $at)))))
        (local.set $mean
          (f32.add
            (f32.mul (local.get $beta1) (f32.load (i32.add (local.get $firsts) (local.get $at))))
            (f32.mul (local.get $rest1) (local.get $one))))
        (f32.store (i32.add (local.get $firsts) (local.get $at)) (local.get $mean))
        (local.set $square
          (f32.add
            (f32.mul (local.get $beta2) (f32.load (i32.add (local.get $seconds) (local.get $at))))
            (f32.mul (local.get $rest2) (f32.mul (local.get $one) (local.get $one)))))
        (f32.store (i32.add (local.get $seconds) (local.get $at)) (local.get $square))
        (f32.store (i32.add (local.get $weights) (local.get $at))
          (f32.sub
            (f32.mul
              (local.get $shrink)
              (f32.load (i32.add (local.get $weights) (local.get $at))))
            (f32.div
              (f32.mul (local.get $stepSize) (local.get $mean))
              (f32.add
                (f32.mul (local.get $rootCorrection) (f32.sqrt (local.get $square)))
                (local.get $epsilon)))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next))))

  ;; Writes `bytes` bytes from `at`, in pieces of 32: 0 where a draw of 16 bits is below `threshold`, else `kept`.
  ;; Number `n` takes half `n % 2`, low first, of the hash (Wellons' low-bias mixer) of `state` plus
  ;; 0x9e3779b9 times n/2 + 1, rounded down.
  (func (export "mask")
    (param $at i32) (param $bytes i32) (param $state i32) (param $threshold i32) (param $kept f32)
    (local $end i32)
    (local $states v128) (local $bits v128) (local $low v128) (local $high v128)
    (local $thresholds v128) (local $keeps v128)
    (local.set $end (i32.add (local.get $at) (local.get $bytes)))
    (local.set $thresholds (i32x4.splat (local.get $threshold)))
    (local.set $keeps (f32x4.splat (local.get $kept)))
    (local.set $states
      (i32x4.add
        (i32x4.splat (local.get $state))
        (i32x4.mul (v128.const i32x4 1 2 3 4) (v128.const i32x4 0x9e3779b9 0x9e3779b9 0x9e3779b9 0x9e3779b9))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $bits
          (i32x4.mul
            (v128.xor (local.get $states) (i32x4.shr_u (local.get $states) (i32.const 16)))
            (v128.const i32x4 0x21f0aaad 0x21f0aaad 0x21f0aaad 0x21f0aaad)))
        (local.set $bits
          (i32x4.mul
            (v128.xor (local.get $bits) (i32x4.shr_u (local.get $bits) (i32.const 15)))
            (v128.const i32x4 0x735a2d97 0x735a2d97 0x735a2d97 0x735a2d97)))
        (local.set $bits
          (v128.xor (local.get $bits) (i32x4.shr_u (local.get $bits) (i32.const 15))))
        (local.set $low
          (v128.andnot
            (local.get $keeps)
            (i32x4.lt_u
              (v128.and (local.get $bits) (v128.const i32x4 0xffff 0xffff 0xffff 0xffff))
              (local.get $thresholds))))
        (local.set $high
          (v128.andnot
            (local.get $keeps)
            (i32x4.lt_u (i32x4.shr_u (local.get $bits) (i32.const 16)) (local.get $thresholds))))
        (v128.store (local.get $at)
          (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $low) (local.get $high)))
        (v128.store offset=16 (local.get $at)
          (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $low) (local.get $high)))
        (local.set $states
          (i32x4.add
            (local.get $states)
            (v128.const i32x4 0x78dde6e4 0x78dde6e4 0x78dde6e4 0x78dde6e4)))
        (local.set $at (i32.add (local.get $at) (i32.const 32)))
        (br $next))))

  ;; The sum of the squares of `bytes` bytes of numbers from `at`, in double precision. Four pairs of running sums: an
  ;; addition need not wait for the one before.
  (func (export "squares") (param $at i32) (param $bytes i32) (result f64)
    (local $whole i32) (local $end i32) (local $one f64) (local $rest f64)
    (local $two v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $at) (local.get $bytes)))
    (local.set $whole (i32.add (local.get $at) (i32.and (local.get $bytes) (i32.const -32))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $whole)))
        (local.set $two (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $at))))
        (local.set $a (f64x2.add (local.get $a) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $two (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $at))))
        (local.set $b (f64x2.add (local.get $b) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $two (f64x2.promote_low_f32x4 (v128.load64_zero offset=16 (local.get $at))))
        (local.set $c (f64x2.add (local.get $c) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $two (f64x2.promote_low_f32x4 (v128.load64_zero offset=24 (local.get $at))))
        (local.set $d (f64x2.add (local.get $d) (f64x2.mul (local.get $two) (local.get $two))))
        (local.set $at (i32.add (local.get $at) (i32.const 32)))
        (br $next)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $one (f64.promote_f32 (f32.load (local.get $at))))
        (local.set $rest (f64.add (local.get $rest) (f64.mul (local.get $one) (local.get $one))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $next)))
    (local.set $a (f64x2.add (f64x2.add (local.get $a) (local.get $b)) (f64x2.add (local.get $c) (local.get $d))))
    (f64.add
      (local.get $rest)
      (f64.add (f64x2.extract_lane 0 (local.get $a)) (f64x2.extract_lane 1 (local.get $a)))))
)

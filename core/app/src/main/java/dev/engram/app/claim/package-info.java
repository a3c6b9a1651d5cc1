/**
 * Claims, tried: {@link dev.engram.app.claim.ClaimFolder} finds them, {@link dev.engram.app.claim.Reproduction} makes
 * their missing runs and judges the results, {@link dev.engram.app.claim.ClaimPage} shows them.
 */
package dev.engram.app.claim;

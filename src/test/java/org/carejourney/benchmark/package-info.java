/**
 * How much the house can carry: many customers on PostgreSQL, through many days, measured and
 * checked. No test; {@code mvn -Pbenchmark verify} runs it. See src/docs/benchmark.md.
 */
package org.carejourney.benchmark;

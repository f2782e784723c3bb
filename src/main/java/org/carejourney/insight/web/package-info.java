/** What staff see of a customer, of the day and of failed steps. */
@org.jspecify.annotations.NullMarked
package org.carejourney.insight.web;

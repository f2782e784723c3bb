/** The page on which a customer gives a score. */
@org.jspecify.annotations.NullMarked
package org.carejourney.feedback.web;

/** Steps that ask for a score. */
@org.jspecify.annotations.NullMarked
package org.carejourney.feedback.process;

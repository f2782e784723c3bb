/** Steps that write about a customer. */
@org.jspecify.annotations.NullMarked
package org.carejourney.customer.process;

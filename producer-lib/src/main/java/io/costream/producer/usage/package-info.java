/**
 * What a provider's answer says was used. Every provider counts in its own dialect; here the counts become disjoint
 * units, so that nothing is billed twice and nothing is forgotten.
 */
@NullMarked
package io.costream.producer.usage;

import org.jspecify.annotations.NullMarked;

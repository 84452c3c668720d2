/** Tests of prices as commands read and set them. */
@NullMarked
package io.costream.cli.tenants;

import org.jspecify.annotations.NullMarked;

/** Certificates for `localhost` that exist for these tests only, signed by themselves with a key that guards nothing. */

function pem(kind: string, base64: string): string {
	return `-----BEGIN ${kind}-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END ${kind}-----\n`;
}

/** The key of both. */
export const testKey = pem(
	'PRIVATE KEY',
	'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg1f4kVBVPZbqbnjQikQkwInWWuepX4XRF2B2z7gkSwMuh' +
		'RANCAARlW1cO/kXFIE4Th1fQObdUx1HB+I2ohbRlwqjJaf3cYK4nYtLR1a7zrUY+V0nyqz4kew2HnNLf/Nmh/vqm8jSL',
);

/** Valid from 2020 to 2119. */
export const validCertificate = pem(
	'CERTIFICATE',
	'MIIBaDCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwIBcNMjAwMTAxMDAwMDAwWhgP' +
		'MjExOTEyMzEyMzU5NTlaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGVbVw7+' +
		'RcUgThOHV9A5t1THUcH4jaiFtGXCqMlp/dxgridi0tHVrvOtRj5XSfKrPiR7DYec0t/82aH++qbyNIujTjBMMBoGA1Ud' +
		'EQQTMBGCCWxvY2FsaG9zdIcEfwAAATAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBSk7sBuSIF86MMRBxT+dDoFvXQ6' +
		'wTAKBggqhkjOPQQDAgNJADBGAiEAwkAR90Tbd/Lzrfqrw4lJaXNq/v7FPJiBNyErP0MRXKcCIQCeebrnjZCGlPrcDvjT' +
		'LCld/Kgvek7pQC6tzOVES4YpKA==',
);

/** Valid in January 2020 only. */
export const expiredCertificate = pem(
	'CERTIFICATE',
	'MIIBZjCCAQugAwIBAgIBAjAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwHhcNMjAwMTAxMDAwMDAwWhcN' +
		'MjAwMjAxMDAwMDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARlW1cO/kXF' +
		'IE4Th1fQObdUx1HB+I2ohbRlwqjJaf3cYK4nYtLR1a7zrUY+V0nyqz4kew2HnNLf/Nmh/vqm8jSLo04wTDAaBgNVHREE' +
		'EzARgglsb2NhbGhvc3SHBH8AAAEwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQUpO7AbkiBfOjDEQcU/nQ6Bb10OsEw' +
		'CgYIKoZIzj0EAwIDSQAwRgIhAPAJIxm3L++BYJR1vz+wJWLTarsHhUEgkdZqdl+OXHq6AiEA84WcHOxZ51ioa9T/PEKs' +
		'7rIJeGs6JzQ0jUzyXq894bE=',
);

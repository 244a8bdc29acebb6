using System.Runtime.InteropServices;
using System.Text;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.OpenSsl.Interop;

namespace Plenum.Rtc.OpenSsl.Dtls;

/// <summary>Makes an SSL_CTX that speaks what WebRTC peers need, and nothing else.</summary>
internal static unsafe class DtlsContext
{
    // 112 bits: RSA of 2048 bits, no SHA-1 signatures. Set here, so that no openssl.cnf decides it.
    private const int SecurityLevel = 2;
    private const string Groups = "X25519:P-256:P-384";

    private const LibSsl.Options Options =
        LibSsl.Options.NoQueryMtu | LibSsl.Options.NoTicket | LibSsl.Options.NoCompression
        | LibSsl.Options.CipherServerPreference | LibSsl.Options.NoRenegotiation;

    public static SslContextHandle Create(ReadOnlySpan<byte> certificate, ReadOnlySpan<byte> privateKey)
    {
        var context = LibSsl.SSL_CTX_new(LibSsl.DTLS_method());
        OpenSslError.ThrowUnless(!context.IsInvalid, nameof(LibSsl.SSL_CTX_new));
        Configure(context);
        UseCertificate(context, certificate);
        UsePrivateKey(context, privateKey);
        return context;
    }

    private static void Configure(SslContextHandle context)
    {
        // DTLS 1.2 exactly: the records after the handshake are ours, and 1.0 has no AEAD. No OpenSSL has 1.3 yet.
        Control(context, LibSsl.CtrlSetMinProtocol, LibSsl.Dtls12Version);
        Control(context, LibSsl.CtrlSetMaxProtocol, LibSsl.Dtls12Version);
        LibSsl.SSL_CTX_ctrl(context, LibSsl.CtrlSetSessionCacheMode, LibSsl.SessionCacheOff, null);
        LibSsl.SSL_CTX_set_security_level(context, SecurityLevel);
        _ = LibSsl.SSL_CTX_set_options(context, Options);

        var ciphers = string.Join(':', DtlsCipherSuite.All.Select(suite => suite.Name));
        OpenSslError.ThrowUnless(LibSsl.SSL_CTX_set_cipher_list(context, ciphers) == 1, "SSL_CTX_set_cipher_list");
        fixed (byte* groups = Encoding.ASCII.GetBytes(Groups + '\0'))
        {
            var result = LibSsl.SSL_CTX_ctrl(context, LibSsl.CtrlSetGroupsList, 0, groups);
            OpenSslError.ThrowUnless(result == 1, "SSL_CTX_set1_groups_list");
        }

        LibSsl.SSL_CTX_set_verify(context, LibSsl.VerifyPeer | LibSsl.VerifyFailIfNoPeerCertificate, 0);
        LibSsl.SSL_CTX_set_cert_verify_callback(context, &VerifyCertificate, 0);
    }

    private static void Control(SslContextHandle context, int command, int value) =>
        OpenSslError.ThrowUnless(LibSsl.SSL_CTX_ctrl(context, command, value, null) == 1, "SSL_CTX_ctrl");

    private static void UseCertificate(SslContextHandle context, ReadOnlySpan<byte> encoded)
    {
        fixed (byte* pointer = encoded)
        {
            var cursor = pointer;
            var certificate = LibCrypto.d2i_X509(0, &cursor, encoded.Length);
            var isUsed = certificate != 0 && LibSsl.SSL_CTX_use_certificate(context, certificate) == 1;
            LibCrypto.X509_free(certificate);
            OpenSslError.ThrowUnless(isUsed, nameof(LibSsl.SSL_CTX_use_certificate));
        }
    }

    private static void UsePrivateKey(SslContextHandle context, ReadOnlySpan<byte> encoded)
    {
        fixed (byte* pointer = encoded)
        {
            var cursor = pointer;
            var key = LibCrypto.d2i_AutoPrivateKey(0, &cursor, encoded.Length);
            var isUsed = key != 0 && LibSsl.SSL_CTX_use_PrivateKey(context, key) == 1;
            LibCrypto.EVP_PKEY_free(key);
            OpenSslError.ThrowUnless(isUsed, nameof(LibSsl.SSL_CTX_use_PrivateKey));
        }
    }

    /// <summary>
    /// Replaces the library's whole chain verification: names, dates and issuers mean nothing here, the fingerprint
    /// everything.
    /// </summary>
    [UnmanagedCallersOnly]
    private static int VerifyCertificate(nint storeContext, nint unused)
    {
        var ssl = LibCrypto.X509_STORE_CTX_get_ex_data(storeContext, LibSsl.SSL_get_ex_data_X509_STORE_CTX_idx());
        var handshaker = OpenSslDtlsHandshaker.FromHandle(LibSsl.SSL_get_ex_data(ssl, 0));
        if (handshaker is not null && handshaker.Accepts(LibCrypto.X509_STORE_CTX_get0_cert(storeContext)))
            return 1;

        LibCrypto.X509_STORE_CTX_set_error(storeContext, LibCrypto.VerifyErrorRejected);
        return 0;
    }
}

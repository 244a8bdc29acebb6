using System.Runtime.InteropServices;

namespace Plenum.Rtc.OpenSsl.Interop;

/// <summary>The functions of libssl that are used, under their own names. None is called per packet.</summary>
internal static unsafe partial class LibSsl
{
    public const int Dtls12Version = 0xFEFD;
    public const int ErrorWantRead = 2;
    public const int CtrlSetMtu = 17;
    public const int CtrlSetSessionCacheMode = 44;
    public const int CtrlSetGroupsList = 92;
    public const int CtrlSetMinProtocol = 123;
    public const int CtrlSetMaxProtocol = 124;
    public const int SessionCacheOff = 0;
    public const int VerifyPeer = 0x01;
    public const int VerifyFailIfNoPeerCertificate = 0x02;

    [Flags]
    public enum Options : ulong
    {
        NoQueryMtu = 1UL << 12,
        NoTicket = 1UL << 14,
        NoCompression = 1UL << 17,
        CipherServerPreference = 1UL << 22,
        NoRenegotiation = 1UL << 30,
    }

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial nint DTLS_method();

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial SslContextHandle SSL_CTX_new(nint method);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial void SSL_CTX_free(nint context);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial nint SSL_CTX_ctrl(SslContextHandle context, int command, nint argument, byte* pointer);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial ulong SSL_CTX_set_options(SslContextHandle context, Options options);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial void SSL_CTX_set_security_level(SslContextHandle context, int level);

    [LibraryImport(OpenSslLibrary.Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_CTX_set_cipher_list(SslContextHandle context, string ciphers);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial int SSL_CTX_use_certificate(SslContextHandle context, nint certificate);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial int SSL_CTX_use_PrivateKey(SslContextHandle context, nint key);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial void SSL_CTX_set_verify(SslContextHandle context, int mode, nint callback);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial void SSL_CTX_set_cert_verify_callback(
        SslContextHandle context,
        delegate* unmanaged<nint, nint, int> callback,
        nint argument);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial SslHandle SSL_new(SslContextHandle context);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial void SSL_free(nint ssl);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial nint SSL_ctrl(SslHandle ssl, int command, nint argument, nint pointer);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial void SSL_set_bio(SslHandle ssl, nint read, nint write);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial void SSL_set_accept_state(SslHandle ssl);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial void SSL_set_connect_state(SslHandle ssl);

    [LibraryImport(OpenSslLibrary.Ssl, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SSL_set_tlsext_use_srtp(SslHandle ssl, string profiles);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial void DTLS_set_timer_cb(SslHandle ssl, delegate* unmanaged<nint, uint, uint> callback);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial int SSL_set_ex_data(SslHandle ssl, int index, nint data);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial nint SSL_get_ex_data(nint ssl, int index);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial int SSL_get_ex_data_X509_STORE_CTX_idx();

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial int SSL_do_handshake(SslHandle ssl);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial int SSL_get_error(SslHandle ssl, int result);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial SrtpProtectionProfile* SSL_get_selected_srtp_profile(SslHandle ssl);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial int SSL_export_keying_material(
        SslHandle ssl,
        byte* output,
        nuint length,
        byte* label,
        nuint labelLength,
        byte* context,
        nuint contextLength,
        int useContext);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial nint SSL_get_session(SslHandle ssl);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial nuint SSL_SESSION_get_master_key(nint session, byte* output, nuint length);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial nuint SSL_get_client_random(SslHandle ssl, byte* output, nuint length);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial nuint SSL_get_server_random(SslHandle ssl, byte* output, nuint length);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial nint SSL_get_current_cipher(SslHandle ssl);

    [LibraryImport(OpenSslLibrary.Ssl)]
    public static partial ushort SSL_CIPHER_get_protocol_id(nint cipher);
}

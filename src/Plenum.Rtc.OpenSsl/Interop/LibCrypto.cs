using System.Runtime.InteropServices;

namespace Plenum.Rtc.OpenSsl.Interop;

/// <summary>
/// The functions of libcrypto that are used, under their own names. Those called per packet skip the transition of the
/// garbage collector: they take well under a microsecond for a packet, never block and never call back.
/// </summary>
internal static unsafe partial class LibCrypto
{
    public const int CipherCtrlGetTag = 0x10;
    public const int CipherCtrlSetTag = 0x11;
    public const int BioFlagsRetryRead = 0x01 | 0x08;
    public const int BioTypeSourceSink = 0x0400;
    public const int VerifyErrorRejected = 28;

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial ulong OpenSSL_version_num();

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial void ERR_clear_error();

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial ulong ERR_peek_error();

    [LibraryImport(OpenSslLibrary.Crypto, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint EVP_CIPHER_fetch(nint context, string algorithm, nint properties);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial CipherContextHandle EVP_CIPHER_CTX_new();

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial void EVP_CIPHER_CTX_free(nint context);

    [LibraryImport(OpenSslLibrary.Crypto), SuppressGCTransition]
    public static partial int EVP_CipherInit_ex(nint context, nint cipher, nint engine, byte* key, byte* iv, int encrypt);

    [LibraryImport(OpenSslLibrary.Crypto), SuppressGCTransition]
    public static partial int EVP_CipherUpdate(nint context, byte* output, int* outputLength, byte* input, int length);

    [LibraryImport(OpenSslLibrary.Crypto), SuppressGCTransition]
    public static partial int EVP_CipherFinal_ex(nint context, byte* output, int* outputLength);

    [LibraryImport(OpenSslLibrary.Crypto), SuppressGCTransition]
    public static partial int EVP_CIPHER_CTX_ctrl(nint context, int type, int argument, void* pointer);

    [LibraryImport(OpenSslLibrary.Crypto), SuppressGCTransition]
    public static partial int SHA1_Init(Sha1State* state);

    [LibraryImport(OpenSslLibrary.Crypto), SuppressGCTransition]
    public static partial int SHA1_Update(Sha1State* state, byte* data, nuint length);

    [LibraryImport(OpenSslLibrary.Crypto), SuppressGCTransition]
    public static partial int SHA1_Final(byte* digest, Sha1State* state);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial nint d2i_X509(nint reuse, byte** encoded, nint length);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial int i2d_X509(nint certificate, byte** encoded);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial void X509_free(nint certificate);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial nint d2i_AutoPrivateKey(nint reuse, byte** encoded, nint length);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial void EVP_PKEY_free(nint key);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial nint X509_STORE_CTX_get0_cert(nint context);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial nint X509_STORE_CTX_get_ex_data(nint context, int index);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial void X509_STORE_CTX_set_error(nint context, int error);

    [LibraryImport(OpenSslLibrary.Crypto, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint BIO_meth_new(int type, string name);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial int BIO_get_new_index();

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial int BIO_meth_set_read(nint method, delegate* unmanaged<nint, byte*, int, int> read);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial int BIO_meth_set_write(nint method, delegate* unmanaged<nint, byte*, int, int> write);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial int BIO_meth_set_ctrl(nint method, delegate* unmanaged<nint, int, nint, nint, nint> ctrl);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial nint BIO_new(nint method);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial int BIO_free(nint bio);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial void BIO_set_data(nint bio, nint data);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial nint BIO_get_data(nint bio);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial void BIO_set_init(nint bio, int isInitialized);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial void BIO_set_flags(nint bio, int flags);

    [LibraryImport(OpenSslLibrary.Crypto)]
    public static partial void BIO_clear_flags(nint bio, int flags);
}

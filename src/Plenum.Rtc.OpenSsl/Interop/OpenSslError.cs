using System.Security.Cryptography;

namespace Plenum.Rtc.OpenSsl.Interop;

/// <summary>Turns failures of cold calls, which are bugs or a lack of memory, into exceptions.</summary>
internal static class OpenSslError
{
    /// <summary>Throws when <paramref name="isSuccess"/> is false, with the library's error code.</summary>
    public static void ThrowUnless(bool isSuccess, string call)
    {
        if (!isSuccess)
            throw new CryptographicException($"{call} failed: OpenSSL error {LibCrypto.ERR_peek_error():x8}");
    }
}

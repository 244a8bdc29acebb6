using System.Reflection;
using System.Runtime.InteropServices;

namespace Plenum.Rtc.OpenSsl.Interop;

/// <summary>Finds OpenSSL 3 under the name it has on this system.</summary>
internal static class OpenSslLibrary
{
    public const string Crypto = "plenum:libcrypto";
    public const string Ssl = "plenum:libssl";

    private const ulong FirstVersion = 0x3000_0000;

    private static readonly Dictionary<string, string[]> FileNames = new()
    {
        [Crypto] = ["libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64.dll", "libcrypto-3-arm64.dll"],
        [Ssl] = ["libssl.so.3", "libssl.3.dylib", "libssl-3-x64.dll", "libssl-3-arm64.dll"],
    };

    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Must run before the first native call.</summary>
    /// <exception cref="DllNotFoundException">OpenSSL 3 is not installed.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    private static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(OpenSslLibrary).Assembly, Resolve);
        var version = LibCrypto.OpenSSL_version_num();
        if (version < FirstVersion)
            throw new DllNotFoundException($"OpenSSL 3.0 or later is needed; found {version:x8}");
        return true;
    }

    private static nint Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath)
    {
        foreach (var fileName in FileNames[libraryName])
        {
            if (NativeLibrary.TryLoad(fileName, assembly, searchPath, out var handle))
                return handle;
        }

        throw new DllNotFoundException($"OpenSSL 3 is needed: none of {string.Join(", ", FileNames[libraryName])} found");
    }
}

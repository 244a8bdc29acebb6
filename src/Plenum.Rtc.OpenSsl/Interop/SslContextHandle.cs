using System.Runtime.InteropServices;

namespace Plenum.Rtc.OpenSsl.Interop;

/// <summary>An SSL_CTX.</summary>
internal sealed class SslContextHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibSsl.SSL_CTX_free(handle);
        return true;
    }
}

using System.Runtime.InteropServices;

namespace Plenum.Rtc.OpenSsl.Interop;

/// <summary>An SSL, and with it the BIO it was given.</summary>
internal sealed class SslHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibSsl.SSL_free(handle);
        return true;
    }
}

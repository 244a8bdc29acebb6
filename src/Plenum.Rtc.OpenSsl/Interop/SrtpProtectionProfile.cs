using System.Runtime.InteropServices;

namespace Plenum.Rtc.OpenSsl.Interop;

/// <summary>SRTP_PROTECTION_PROFILE of srtp.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct SrtpProtectionProfile
{
    private readonly nint _name;
    private readonly CULong _id;

    public ushort Id => (ushort)_id.Value;
}

using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Forwarding;

/// <summary>Which wall clock time of the sender a media timestamp stands for.</summary>
/// <param name="Ntp">The wall clock.</param>
/// <param name="RtpTimestamp">The same moment on the media's clock.</param>
/// <param name="At">When we were told.</param>
internal readonly record struct SenderClock(NtpTime Ntp, uint RtpTimestamp, Timestamp At);

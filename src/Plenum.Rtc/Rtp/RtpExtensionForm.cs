namespace Plenum.Rtc.Rtp;

/// <summary>The two encodings of a header extension block (RFC 8285, sections 4.2 and 4.3).</summary>
public enum RtpExtensionForm
{
    /// <summary>Ids 1 to 14 and 1 to 16 bytes of data; every WebRTC stack reads it.</summary>
    OneByte,

    /// <summary>Ids 1 to 255 and 0 to 255 bytes of data; only after "extmap-allow-mixed" or when all ids are so.</summary>
    TwoByte,
}

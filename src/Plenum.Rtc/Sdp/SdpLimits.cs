namespace Plenum.Rtc.Sdp;

/// <summary>
/// How much of a description is looked at. The figures are several times what the largest honest offers need (Chromium
/// with 100 video slots: 290 kB); whatever is larger is refused.
/// </summary>
public static class SdpLimits
{
    /// <summary>Characters in all.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>Characters in one line: a BUNDLE group of the most sections with long mids.</summary>
    public const int MaxLineLength = 16 * 1024;

    /// <summary>Media sections.</summary>
    public const int MaxMediaSections = 256;

    /// <summary>Attributes of one name in one section (candidates, sources, feedback lines).</summary>
    public const int MaxRepeats = 512;

    /// <summary>Characters of an identifier (mid, rid, encoding name, stream id).</summary>
    public const int MaxTokenLength = 256;
}

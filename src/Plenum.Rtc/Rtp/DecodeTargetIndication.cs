namespace Plenum.Rtc.Rtp;

/// <summary>What a frame is to a decode target (AV1 RTP specification, appendix A.4).</summary>
public enum DecodeTargetIndication : byte
{
    /// <summary>The target does not need the frame.</summary>
    NotPresent,

    /// <summary>The target shows it, and no later frame of the target refers to it.</summary>
    Discardable,

    /// <summary>All later frames of the target can be decoded if this one is: one may switch to the target here.</summary>
    Switch,

    /// <summary>The target needs it.</summary>
    Required,
}

namespace Plenum.Rtc.Sdp;

/// <summary>Why a description was refused: first what reading finds, then what negotiation finds.</summary>
public enum SdpError
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The description is longer than <see cref="SdpLimits.MaxLength"/>.</summary>
    TooLong,

    /// <summary>A line is longer than <see cref="SdpLimits.MaxLineLength"/>.</summary>
    LineTooLong,

    /// <summary>A line is not a letter, '=' and a value, or holds a control character.</summary>
    MalformedLine,

    /// <summary>The first line is not "v=0".</summary>
    UnsupportedVersion,

    /// <summary>The second line is not a well-formed o-line.</summary>
    MalformedOrigin,

    /// <summary>A line that may stand once stands again.</summary>
    DuplicateLine,

    /// <summary>An m-line is malformed.</summary>
    MalformedMediaLine,

    /// <summary>There are more media sections than <see cref="SdpLimits.MaxMediaSections"/>.</summary>
    TooManyMediaSections,

    /// <summary>A section repeats an attribute more often than <see cref="SdpLimits.MaxRepeats"/>.</summary>
    TooManyAttributes,

    /// <summary>An attribute we must understand has a value that its RFC does not allow.</summary>
    MalformedAttribute,

    /// <summary>A section says the same thing twice, differently.</summary>
    ContradictoryAttribute,

    /// <summary>Two sections have the same mid.</summary>
    DuplicateMid,

    /// <summary>An m-line names a payload type twice.</summary>
    DuplicatePayloadType,

    /// <summary>There is no media section.</summary>
    NoMedia,

    /// <summary>A BUNDLE group names a mid that no section has, or one mid twice.</summary>
    InvalidBundle,

    /// <summary>The transport has no ICE user name fragment or password.</summary>
    MissingIceCredentials,

    /// <summary>The transport has no certificate fingerprint with a hash that is accepted.</summary>
    MissingFingerprint,

    /// <summary>The offered "a=setup" cannot be answered, or the answered one does not fit the offer.</summary>
    UnsupportedSetup,

    /// <summary>A later description has fewer media sections than an earlier one (RFC 3264, section 8).</summary>
    MediaSectionMissing,

    /// <summary>A media section changed its kind or mid without having been rejected before (RFC 8829, section 5.2.2).</summary>
    MediaSectionChanged,

    /// <summary>No section could be accepted.</summary>
    NothingAcceptable,

    /// <summary>A later offer has another certificate; a new DTLS association needs a new session.</summary>
    FingerprintChanged,

    /// <summary>An answer does not have the offer's media sections in the offer's order.</summary>
    AnswerDoesNotMatch,

    /// <summary>An answer accepts what the offer did not have: a codec, an extension, a direction.</summary>
    AnswerExceedsOffer,

    /// <summary>An answer does not bundle all accepted sections, or does not multiplex RTCP.</summary>
    AnswerNotBundled,
}

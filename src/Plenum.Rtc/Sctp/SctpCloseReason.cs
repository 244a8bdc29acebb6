namespace Plenum.Rtc.Sctp;

/// <summary>Why an association ended.</summary>
public enum SctpCloseReason
{
    /// <summary>One side shut down and everything was delivered.</summary>
    Shutdown,

    /// <summary>This side aborted.</summary>
    Aborted,

    /// <summary>The other side aborted.</summary>
    AbortedByPeer,

    /// <summary>The other side did not answer any more.</summary>
    Timeout,

    /// <summary>The other side broke the protocol's rules.</summary>
    ProtocolViolation,

    /// <summary>The other side sent more than it was allowed to.</summary>
    OutOfResources,
}

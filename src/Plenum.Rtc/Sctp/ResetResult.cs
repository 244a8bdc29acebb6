namespace Plenum.Rtc.Sctp;

/// <summary>The answers to a request to start streams anew (RFC 6525, section 4.4).</summary>
internal enum ResetResult : uint
{
    NothingToDo = 0,
    Performed = 1,
    Denied = 2,
    WrongStream = 3,
    AlreadyInProgress = 4,
    WrongSequence = 5,
    InProgress = 6,
}

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>What came off a socket.</summary>
internal enum IncomingKind
{
    /// <summary>A text message.</summary>
    Text,

    /// <summary>A binary message; there are none in this protocol.</summary>
    Binary,

    /// <summary>More than the limit; the rest was not read.</summary>
    TooLarge,

    /// <summary>The other end closes.</summary>
    Close,
}

using Plenum.Protocol;

namespace Plenum.Client;

/// <summary>Why a client's part in a room is over.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Message">For people.</param>
public sealed record ClientEnd(ClientEndReason Reason, string Message)
{
    /// <summary>What the server said when it did not let the client back in.</summary>
    public ErrorCode? Code { get; init; }
}

using Plenum.Protocol;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>What came of parsing.</summary>
/// <param name="Message">The message, if it is one.</param>
/// <param name="Id">The request's id, if it could be read.</param>
/// <param name="Error">What is wrong with it, if it is none.</param>
internal readonly record struct ParsedMessage(ClientMessage? Message, long? Id, RequestError? Error)
{
    /// <summary>A binary message: this protocol has none.</summary>
    public static readonly ParsedMessage Binary =
        new(null, null, new RequestError(ErrorCode.BadMessage, "Messages are text."));

    /// <summary>The message's type; of a message that is none, <c>malformed</c>, so that nobody invents metric labels.</summary>
    public string Type { get; init; } = "malformed";
}

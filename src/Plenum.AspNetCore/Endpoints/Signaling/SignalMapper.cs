using Plenum.Protocol;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>Negotiation data: its form is checked so that no client is sent half a message; its content is not read.</summary>
internal static class SignalMapper
{
    private const int MaxLinkLength = 64;

    public static RequestError? Problem(SignalData data)
    {
        if (data.Link.Length is 0 or > MaxLinkLength || data.For?.Length > MaxLinkLength)
            return Invalid($"link, for: use 1 to {MaxLinkLength} characters.");
        if (data.Description is null == data.Candidate is null)
            return Invalid("data: give a description or a candidate, one of them.");

        return data.Description?.Tracks.Any(track => track.Value is null) == true
            ? new RequestError(ErrorCode.BadMessage, "tracks: null is no publication.")
            : null;
    }

    private static RequestError Invalid(string message) => new(ErrorCode.InvalidArgument, message);
}

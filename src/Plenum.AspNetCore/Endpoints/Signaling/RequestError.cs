using Plenum.Protocol;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>Why a request is not done.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">For people.</param>
/// <param name="RetryAfter">When trying again makes sense.</param>
internal sealed record RequestError(ErrorCode Code, string Message, TimeSpan? RetryAfter = null);

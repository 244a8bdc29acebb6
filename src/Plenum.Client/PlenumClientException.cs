using Plenum.Protocol;

namespace Plenum.Client;

/// <summary>The server refused something, or could not be asked.</summary>
public sealed class PlenumClientException : Exception
{
    /// <summary>The server refused.</summary>
    internal PlenumClientException(ServerMessage.Error error)
        : base(error.Message)
    {
        Code = error.Code;
        RetryAfter = error.RetryAfterMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
    }

    /// <summary>The server could not be asked, or its answer is not known.</summary>
    internal PlenumClientException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Why the server refused; null if it was not reached, or the socket was lost before it replied.</summary>
    public ErrorCode? Code { get; }

    /// <summary>When it makes sense to try again, if the server said so.</summary>
    public TimeSpan? RetryAfter { get; }
}

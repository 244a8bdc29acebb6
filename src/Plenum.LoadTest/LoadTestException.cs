namespace Plenum.LoadTest;

/// <summary>A participant cannot take part, or the test cannot be run; the message says why, for people.</summary>
internal sealed class LoadTestException : Exception
{
    /// <summary>For people.</summary>
    public LoadTestException(string message)
        : base(message)
    {
    }

    /// <summary>When the server wants to be asked again: it has too much to do. Null when it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>For people, with what caused it.</summary>
    public LoadTestException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

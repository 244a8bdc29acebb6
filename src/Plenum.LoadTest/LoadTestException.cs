namespace Plenum.LoadTest;

/// <summary>A participant cannot take part, or the test cannot be run; the message says why, for people.</summary>
internal sealed class LoadTestException : Exception
{
    /// <summary>For people.</summary>
    public LoadTestException(string message)
        : base(message)
    {
    }

    /// <summary>For people, with what caused it.</summary>
    public LoadTestException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

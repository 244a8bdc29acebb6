namespace Plenum.Engine.Sfu;

/// <summary>A node cannot start: an address or port is not to be had. The message is for the operator.</summary>
public sealed class SfuStartException : Exception
{
    /// <summary>With a message.</summary>
    public SfuStartException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and what it was caused by.</summary>
    public SfuStartException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Without a message.</summary>
    public SfuStartException()
    {
    }
}

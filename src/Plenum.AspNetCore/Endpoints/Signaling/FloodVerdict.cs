namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>What becomes of a message, by its number alone.</summary>
internal enum FloodVerdict
{
    /// <summary>It is within the rate.</summary>
    Pass,

    /// <summary>It is not; say so.</summary>
    Warn,

    /// <summary>That was said often enough.</summary>
    Close,
}

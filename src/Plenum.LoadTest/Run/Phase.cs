namespace Plenum.LoadTest.Run;

/// <summary>What a test does.</summary>
internal enum Phase
{
    /// <summary>Participants join.</summary>
    RampUp,

    /// <summary>All are there, and figures are taken.</summary>
    Hold,

    /// <summary>Publishers have stopped; what is missing may still come.</summary>
    Settle,

    /// <summary>Participants leave.</summary>
    RampDown,
}

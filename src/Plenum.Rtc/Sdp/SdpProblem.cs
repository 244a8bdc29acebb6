namespace Plenum.Rtc.Sdp;

/// <summary>Why a description was refused, and where.</summary>
/// <param name="Error">The reason.</param>
/// <param name="Line">The line, counted from 1; 0 when no line is to blame.</param>
public readonly record struct SdpProblem(SdpError Error, int Line)
{
    /// <inheritdoc />
    public override string ToString() => Line == 0 ? $"{Error}" : $"{Error} in line {Line}";
}

namespace OemRunbooks.Reports.Model;

/// <summary>For whom a report is.</summary>
public enum ReportKind
{
    /// <summary>The whole: for support, leads and auditors.</summary>
    Full,

    /// <summary>One or two pages that stay with the customer.</summary>
    Customer,

    /// <summary>What people ticked, measured, photographed and agreed to, with places to sign.</summary>
    Protocol,
}

import { Link } from '@tanstack/react-router';
import { ClientCode } from '../kit/text.js';
import { useMay } from '../session/session.context.js';

/** The reference of a handoff: the way to its page for whoever may read it. */
export function HandoffLink({ reference }: { reference: string }) {
  const may = useMay();
  if (!may('handoff.view')) return <ClientCode of={reference} />;
  return (
    <Link to="/handoffs/$reference" params={{ reference }} className="row-link">
      <ClientCode of={reference} />
    </Link>
  );
}

/** The code of a client: the way to who held them when, or to their page, for whoever may read one of the two. */
export function CustodyLink({ code }: { code: string }) {
  const may = useMay();
  if (may('audit.custody'))
    return (
      <Link to="/audit/clients/$code" params={{ code }} className="row-link">
        <ClientCode of={code} />
      </Link>
    );
  if (may('client.view'))
    return (
      <Link to="/clients/$code" params={{ code }} className="row-link">
        <ClientCode of={code} />
      </Link>
    );
  return <ClientCode of={code} />;
}

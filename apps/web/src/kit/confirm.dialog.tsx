import { Box, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ApiProblem } from '../api.problem.js';
import { Dialog, DialogActions } from './dialog.js';
import { ProblemAlert } from './states.js';

interface ConfirmProps {
  /** What is done, as a verb: also the words of the button. */
  readonly title: string;
  /** The thing it is done to, as people know it: a code, a name, a house. Never left out. */
  readonly object: ReactNode;
  /** What follows from it. */
  readonly effect: ReactNode;
  readonly problem: ApiProblem | null;
  readonly pending: boolean;
  /** Something is over afterwards: the button is red. */
  readonly ending?: boolean;
  readonly disabled?: boolean;
  readonly onSure: () => void;
  readonly onClose: () => void;
  /** Fields that are asked along. */
  readonly children?: ReactNode;
}

/** Asked once more where there is no way back; it names the object, so that nobody says yes to the wrong one. */
export function ConfirmDialog(props: ConfirmProps) {
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          props.onSure();
        }}
      >
        <Stack>
          <ProblemAlert problem={props.problem} />
          <Box className="object">{props.object}</Box>
          <Text component="div">{props.effect}</Text>
          {props.children}
          <DialogActions
            submit={props.title}
            onClose={props.onClose}
            pending={props.pending}
            disabled={props.disabled ?? false}
            ending={props.ending ?? false}
          />
        </Stack>
      </form>
    </Dialog>
  );
}
